package io.coursepulse.web.live;

import io.coursepulse.counter.CounterRow;
import io.coursepulse.web.day.Standing;
import io.coursepulse.web.day.WatchedDay;
import java.time.LocalDate;

/**
 * What one browser has been sent. A browser is never queued for: it remembers the version it has seen, and at its next
 * turn gets everything since, in one message. A slow one skips turns and gets the newest state later.
 *
 * <p>The messages, each with the next {@code seq} unless said otherwise:
 *
 * <ul>
 *   <li>{@code snapshot}: the whole day and its standing. The first one has {@code seq} 0; another one follows when
 *       the day to show changes, at midnight.
 *   <li>{@code delta}: changed rows with their absolute values, and the new total
 *   <li>{@code standing}: how far the counts can be relied on has changed
 *   <li>{@code waiting}, without {@code seq}: no snapshot yet, and why
 *   <li>{@code beat}: nothing new; {@code seq} is that of the last message
 * </ul>
 */
final class LiveClient {

    private static final long NOTHING_SENT = -1;

    private final Outlet outlet;
    private WatchedDay day;
    private long seq = NOTHING_SENT;
    private long sentVersion;
    private Standing sentStanding;
    private boolean snapshotDue = true;
    private int unansweredPings;

    LiveClient(Outlet outlet, WatchedDay day) {
        this.outlet = outlet;
        this.day = day;
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
     * @param today goes with a snapshot, for a browser that shows another day
     */
    void update(LocalDate today) {
        if (outlet.full()) {
            return;
        }
        if (!day.complete()) {
            if (!day.standing().equals(sentStanding)) {
                outlet.send("{\"type\":\"waiting\"" + standing() + "}");
            }
        } else if (snapshotDue) {
            outlet.send(numbered("snapshot") + ",\"today\":\"" + CounterRow.formatDay(today) + "\"" + standing()
                    + membersOf(day.toJson()));
            sentVersion = day.version();
            snapshotDue = false;
        } else {
            if (day.version() != sentVersion) {
                outlet.send(numbered("delta") + membersOf(day.changesSince(sentVersion)));
                sentVersion = day.version();
            }
            if (!day.standing().equals(sentStanding)) {
                outlet.send(numbered("standing") + standing() + "}");
            }
        }
    }

    /**
     * Shows the browser, and by the ping us, that the line is alive.
     *
     * @return whether the browser is: false when it has not answered for {@code patience} beats
     */
    boolean beat(int patience) {
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
