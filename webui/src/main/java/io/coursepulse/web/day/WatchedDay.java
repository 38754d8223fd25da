package io.coursepulse.web.day;

import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A day held in memory, with what its readers need to know. Its texts are made once per change, not per reader. */
public final class WatchedDay {

    private static final int NEVER = -1;

    /** While changes do not arrive, a day is read again and again; reading is to take a tenth of the time at the most. */
    private static final int REST_AFTER_READING = 9;

    /** How it stands with reading a part from the store. */
    private static final class Reading {
        private int readInRound = NEVER;
        private Future<WatchedDay> underWay;
        private Instant restsUntil = Instant.MIN;
    }

    private record Since(Filter filter, long version) {}

    private final DayTable table;
    private final ZoneId zone;
    private final Map<DayPart, Reading> readings = new EnumMap<>(DayPart.class);
    private final Map<Filter, String> texts = new HashMap<>();
    private final Map<Since, Optional<String>> changesSince = new HashMap<>();
    private long textsOfVersion = NEVER;

    private Freshness standing;
    private int watchers;

    WatchedDay(LocalDate day, ZoneId zone, Instant now) {
        this.table = new DayTable(day);
        this.zone = zone;
        this.standing = new Freshness.Waiting(now, "the day is being read from the store");
        for (DayPart part : DayPart.values()) {
            readings.put(part, new Reading());
        }
    }

    public LocalDate day() {
        return table.day();
    }

    /** How far the counts can be relied on. */
    public Freshness standing() {
        return standing;
    }

    /** Whether the counts have been read at least once. Before that, they are too low and must not be shown. */
    public boolean complete() {
        return complete(DayPart.COUNTS);
    }

    private boolean complete(DayPart part) {
        return readings.get(part).readInRound != NEVER;
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
    public String toJson(Filter filter) {
        forgetOldTexts();
        return texts.computeIfAbsent(
                filter, any -> DayJson.day(new DayView(table, filter), zone).encode());
    }

    /** A JSON object with what changed after {@code version}, and the new total; empty if nothing did. */
    public Optional<String> changesSince(Filter filter, long version) {
        forgetOldTexts();
        return changesSince.computeIfAbsent(
                new Since(filter, version),
                any -> DayJson.changes(new DayView(table, filter), version).map(JsonObject::encode));
    }

    /** The list of a dimension, as people read it. */
    public Table list(Dimension dimension, Filter filter) {
        return DayList.of(dimension, new DayView(table, filter));
    }

    private void forgetOldTexts() {
        if (textsOfVersion != table.version()) {
            textsOfVersion = table.version();
            texts.clear();
            changesSince.clear();
        }
    }

    void merge(Collection<CounterValue> readings) {
        table.merge(readings);
    }

    void startReading(DayPart part, Future<WatchedDay> future) {
        readings.get(part).underWay = future;
    }

    Optional<Future<WatchedDay>> reading(DayPart part) {
        return Optional.ofNullable(readings.get(part).underWay);
    }

    /** The store was read from {@code begun} to {@code ended}, and following was in {@code round} then. */
    void read(
            DayPart part,
            List<CounterValue> counts,
            int round,
            SubscriptionStatus following,
            Instant begun,
            Instant ended) {
        table.merge(counts);
        Reading reading = readings.get(part);
        reading.underWay = null;
        reading.readInRound = round;
        reading.restsUntil = ended.plus(Duration.between(begun, ended).multipliedBy(REST_AFTER_READING));
        if (part == DayPart.MINUTES) {
            table.showMinutes();
        }
        judge(following);
    }

    void readingFailed(DayPart part, Instant at, String why) {
        readings.get(part).underWay = null;
        if (standing instanceof Freshness.Waiting waiting) {
            standing = new Freshness.Waiting(waiting.since(), why);
        } else if (standing instanceof Freshness.Delayed delayed) {
            standing = new Freshness.Delayed(delayed.since(), why);
        } else {
            standing = new Freshness.Delayed(at, why);
        }
    }

    /** Whether nothing of a part can be missing: changes arrive, and the store was read after they began to. */
    boolean current(DayPart part, SubscriptionStatus following) {
        return following.now() && readings.get(part).readInRound == following.round();
    }

    /** Whether a part is to be read now, if nobody waits for it. */
    boolean due(DayPart part, SubscriptionStatus following, Instant now) {
        if (current(part, following)) {
            return false;
        }
        return following.now() || !now.isBefore(readings.get(part).restsUntil);
    }

    /** Takes a new view of {@code following}. */
    void judge(SubscriptionStatus following) {
        if (!complete()) {
            return;
        }
        if (showsOnlyWhatIsCurrent(following)) {
            standing = new Freshness.Live(following.since());
        } else if (standing instanceof Freshness.Delayed delayed) {
            standing = new Freshness.Delayed(delayed.since(), reasonWhenDelayed(following));
        } else {
            standing = new Freshness.Delayed(following.since(), reasonWhenDelayed(following));
        }
    }

    private boolean showsOnlyWhatIsCurrent(SubscriptionStatus following) {
        return current(DayPart.COUNTS, following)
                && (current(DayPart.MINUTES, following) || !complete(DayPart.MINUTES));
    }

    private static String reasonWhenDelayed(SubscriptionStatus following) {
        return following.now() ? "the day is being read again from the store" : following.reason();
    }

    /** About how much memory this takes. */
    long bytes() {
        return table.bytes();
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
