package io.coursepulse.web.live;

import io.coursepulse.web.day.Filter;
import io.coursepulse.web.day.Freshness;
import io.coursepulse.web.day.ServerTime;
import io.coursepulse.web.day.WatchedDay;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What one client has been sent. Nothing is queued per client: the version that it has is remembered, and its next update
 * is everything since, in one message. A slow client skips updates and gets the newest state later.
 *
 * <p>The messages, each with the next {@code seq} unless said otherwise:
 *
 * <ul>
 *   <li>{@code snapshot}: the whole day and its freshness. The first one has {@code seq} 0; another one follows at
 *       midnight, when the day changes
 *   <li>{@code delta}: changed counts with their absolute values, and the new total
 *   <li>{@code standing}: the freshness of the counts has changed
 *   <li>{@code activity}, {@code trust}: recent activity, or the ledger's state, has changed; the first after the snapshot
 *   <li>{@code waiting}, without {@code seq}: there is no snapshot yet; says why
 *   <li>{@code beat}: the heartbeat; {@code seq} is that of the last message
 * </ul>
 */
final class LiveClient {

    private static final long NOTHING_SENT = -1;

    private final ClientConnection connection;
    private final Filter filter;
    private final List<BroadcastState> broadcasts;
    private final long[] sentBroadcasts;
    private WatchedDay day;
    private long seq = NOTHING_SENT;
    private long sentVersion;
    private Freshness sentFreshness;
    private boolean snapshotDue = true;
    private int unansweredPings;

    LiveClient(ClientConnection connection, WatchedDay day, Filter filter, List<BroadcastState> broadcasts) {
        this.connection = connection;
        this.day = day;
        this.filter = filter;
        this.broadcasts = broadcasts;
        this.sentBroadcasts = new long[broadcasts.size()];
    }

    WatchedDay day() {
        return day;
    }

    /** Shows another day from now on. */
    void switchTo(WatchedDay other) {
        day = other;
        snapshotDue = true;
    }

    /**
     * Sends what has changed, unless the queue of the connection is full.
     *
     * @param serverTime is part of a snapshot, for clients that show another day or have a wrong clock
     */
    void update(ServerTime serverTime) {
        if (connection.writeQueueFull()) {
            return;
        }
        if (!day.complete()) {
            if (!day.freshness().equals(sentFreshness)) {
                connection.send(new JsonObject()
                        .put("type", "waiting")
                        .put("standing", freshness())
                        .encode());
            }
        } else if (snapshotDue) {
            connection.send(withSeq("snapshot") + "," + serverTime.toMembers() + ",\"standing\":"
                    + freshness().encode() + membersOf(day.toJson(filter)));
            sentVersion = day.version();
            snapshotDue = false;
        } else {
            if (day.version() != sentVersion) {
                day.changesSince(filter, sentVersion)
                        .ifPresent(changes -> connection.send(withSeq("delta") + membersOf(changes)));
                sentVersion = day.version();
            }
            if (!day.freshness().equals(sentFreshness)) {
                connection.send(
                        withSeq("standing") + ",\"standing\":" + freshness().encode() + "}");
            }
        }
        if (seq != NOTHING_SENT) {
            sendBroadcasts();
        }
    }

    private void sendBroadcasts() {
        for (int i = 0; i < sentBroadcasts.length; i++) {
            BroadcastState broadcast = broadcasts.get(i);
            if (broadcast.version() != sentBroadcasts[i]) {
                connection.send(withSeq(broadcast.type()) + broadcast.members());
                sentBroadcasts[i] = broadcast.version();
            }
        }
    }

    /**
     * Sends a heartbeat and a ping.
     *
     * @return false if the last {@code maxUnansweredPings} pings are unanswered
     */
    boolean heartbeat(int maxUnansweredPings) {
        if (unansweredPings >= maxUnansweredPings) {
            return false;
        }
        unansweredPings++;
        connection.ping();
        if (!connection.writeQueueFull() && seq != NOTHING_SENT) {
            connection.send(new JsonObject().put("type", "beat").put("seq", seq).encode());
        }
        return true;
    }

    void pong() {
        unansweredPings = 0;
    }

    void close(short status, String reason) {
        connection.close(status, reason);
    }

    /** The start of a message: text, because what follows it is encoded once and shared by thousands of clients. */
    private String withSeq(String type) {
        return "{\"type\":\"" + type + "\",\"seq\":" + ++seq;
    }

    private JsonObject freshness() {
        sentFreshness = day.freshness();
        return sentFreshness.toJson();
    }

    /** The fields of a JSON object that is not empty, with the closing brace. */
    private static String membersOf(String json) {
        return "," + json.substring(1);
    }
}
