package io.coursepulse.web.day;

import io.coursepulse.counter.DayCount;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A day held in memory, with what its readers need to know. Its texts are made once per change, not per reader. */
public final class WatchedDay {

    private static final int NEVER = -1;

    private final DayTable table;
    private final ZoneId zone;
    private final Map<Long, String> changesSince = new HashMap<>();
    private long textsOfVersion = NEVER;
    private String text;

    private int readInRound = NEVER;
    private Standing standing;
    private Future<WatchedDay> reading;
    private int watchers;

    WatchedDay(LocalDate day, ZoneId zone, Instant now) {
        this.table = new DayTable(day);
        this.zone = zone;
        this.standing = new Standing.Waiting(now, "the day is being read from the store");
    }

    public LocalDate day() {
        return table.day();
    }

    /** How far the counts can be relied on. */
    public Standing standing() {
        return standing;
    }

    /** Whether the store has been read at least once. Before that, the counts are too low and must not be shown. */
    public boolean complete() {
        return readInRound != NEVER;
    }

    /** Rises with every change. */
    public long version() {
        return table.version();
    }

    /** Clicks of all courses. */
    public long total() {
        return table.total();
    }

    /** The whole day as a JSON object. */
    public String toJson() {
        forgetOldTexts();
        if (text == null) {
            text = DayJson.day(table, zone).encode();
        }
        return text;
    }

    /** A JSON object with the rows that changed after {@code version} and the new total. */
    public String changesSince(long version) {
        forgetOldTexts();
        return changesSince.computeIfAbsent(version, since -> new JsonObject()
                .put("changes", DayJson.changes(table.changedSince(since)))
                .put("total", table.total())
                .encode());
    }

    private void forgetOldTexts() {
        if (textsOfVersion != table.version()) {
            textsOfVersion = table.version();
            text = null;
            changesSince.clear();
        }
    }

    void merge(Collection<DayCount> readings) {
        table.merge(readings);
    }

    void startReading(Future<WatchedDay> future) {
        reading = future;
    }

    Optional<Future<WatchedDay>> reading() {
        return Optional.ofNullable(reading);
    }

    /** The store was read while following was in {@code round}. */
    void read(int round, Following following) {
        reading = null;
        readInRound = round;
        judge(following);
    }

    void readingFailed(Instant at, String why) {
        reading = null;
        if (standing instanceof Standing.Waiting waiting) {
            standing = new Standing.Waiting(waiting.since(), why);
        } else if (standing instanceof Standing.Delayed delayed) {
            standing = new Standing.Delayed(delayed.since(), why);
        } else {
            standing = new Standing.Delayed(at, why);
        }
    }

    /** Whether nothing can be missing: changes arrive, and the store was read after they began to. */
    boolean current(Following following) {
        return following.now() && readInRound == following.round();
    }

    /** Takes a new view of {@code following}. */
    void judge(Following following) {
        if (!complete()) {
            return;
        }
        if (current(following)) {
            standing = new Standing.Live(following.since());
        } else if (standing instanceof Standing.Delayed delayed) {
            standing = new Standing.Delayed(delayed.since(), reasonWhenDelayed(following));
        } else {
            standing = new Standing.Delayed(following.since(), reasonWhenDelayed(following));
        }
    }

    private static String reasonWhenDelayed(Following following) {
        return following.now() ? "the day is being read again from the store" : following.reason();
    }

    void addWatcher() {
        watchers++;
    }

    void removeWatcher() {
        watchers--;
    }

    boolean watched() {
        return watchers > 0;
    }
}
