package io.coursepulse.web.live;

import io.coursepulse.web.day.Filter;
import io.coursepulse.web.day.Freshness;
import io.coursepulse.web.day.ServerTime;
import io.coursepulse.web.day.WatchedDay;
import java.util.List;

/**
 * What one browser has been sent. A browser is never queued for: it remembers the version it has seen, and at its next
 * turn gets everything since, in one message. A slow one skips turns and gets the newest state later.
 *
 * <p>The messages, each with the next {@code seq} unless said otherwise:
 *
 * <ul>
 *   <li>{@code snapshot}: the whole day and its standing. The first one has {@code seq} 0; another one follows when
 *       the day to show changes, at midnight.
 *   <li>{@code delta}: what changed, with its absolute values, and the new total
 *   <li>{@code standing}: how far the counts can be relied on has changed
 *   <li>{@code activity}, {@code trust}: the newest state of what all browsers are told, after the snapshot
 *   <li>{@code waiting}, without {@code seq}: no snapshot yet, and why
 *   <li>{@code beat}: nothing new; {@code seq} is that of the last message
 * </ul>
 */
final class LiveClient {

    private static final long NOTHING_SENT = -1;

    private final ClientConnection outlet;
    private final Filter filter;
    private final List<BroadcastState> bulletins;
    private final long[] sentBulletins;
    private WatchedDay day;
    private long seq = NOTHING_SENT;
    private long sentVersion;
    private Freshness sentStanding;
    private boolean snapshotDue = true;
    private int unansweredPings;

    LiveClient(ClientConnection outlet, WatchedDay day, Filter filter, List<BroadcastState> bulletins) {
        this.outlet = outlet;
        this.day = day;
        this.filter = filter;
        this.bulletins = bulletins;
        this.sentBulletins = new long[bulletins.size()];
    }

    WatchedDay day() {
        return day;
    }

    /** From now on shows another day. */
    void turnTo(WatchedDay other) {
        day = other;
        snapshotDue = true;
    }

    /**
     * Sends what is new, unless the line is full.
     *
     * @param moment goes with a snapshot, for a browser that shows another day or has another time
     */
    void update(ServerTime moment) {
        if (outlet.full()) {
            return;
        }
        if (!day.complete()) {
            if (!day.standing().equals(sentStanding)) {
                outlet.send("{\"type\":\"waiting\"" + standing() + "}");
            }
        } else if (snapshotDue) {
            outlet.send(numbered("snapshot") + "," + moment.toMembers() + standing() + membersOf(day.toJson(filter)));
            sentVersion = day.version();
            snapshotDue = false;
        } else {
            if (day.version() != sentVersion) {
                day.changesSince(filter, sentVersion)
                        .ifPresent(changes -> outlet.send(numbered("delta") + membersOf(changes)));
                sentVersion = day.version();
            }
            if (!day.standing().equals(sentStanding)) {
                outlet.send(numbered("standing") + standing() + "}");
            }
        }
        if (seq != NOTHING_SENT) {
            sendBulletins();
        }
    }

    private void sendBulletins() {
        for (int i = 0; i < sentBulletins.length; i++) {
            BroadcastState bulletin = bulletins.get(i);
            if (bulletin.version() != sentBulletins[i]) {
                outlet.send(numbered(bulletin.type()) + bulletin.members());
                sentBulletins[i] = bulletin.version();
            }
        }
    }

    /**
     * Shows the browser, and by the ping us, that the line is alive.
     *
     * @return whether the browser is: false when it has not answered for {@code patience} beats
     */
    boolean heartbeat(int patience) {
        if (unansweredPings >= patience) {
            return false;
        }
        unansweredPings++;
        outlet.ping();
        if (!outlet.full() && seq != NOTHING_SENT) {
            outlet.send("{\"type\":\"beat\",\"seq\":" + seq + "}");
        }
        return true;
    }

    void pong() {
        unansweredPings = 0;
    }

    void close(short status, String reason) {
        outlet.close(status, reason);
    }

    private String numbered(String type) {
        return "{\"type\":\"" + type + "\",\"seq\":" + ++seq;
    }

    private String standing() {
        sentStanding = day.standing();
        return ",\"standing\":" + sentStanding.toJson().encode();
    }

    /** The members of an object that is not empty, its closing brace included: the text is shared, the number is not. */
    private static String membersOf(String json) {
        return "," + json.substring(1);
    }
}
