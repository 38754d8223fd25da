package io.coursepulse.web.day;

import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A day held in memory, with what its readers need to know. Its texts are made once per change, not per reader. */
public final class WatchedDay {

    private static final int NEVER = -1;

    /** While changes do not arrive, a day is read again and again, but reads take at most a tenth of the time. */
    private static final int PAUSE_AFTER_READ = 9;

    /** The state of reading a part from the store. */
    private static final class Reading {
        private int readInRound = NEVER;
        private Future<WatchedDay> running;
        private Instant nextReadAfter = Instant.MIN;
    }

    private final DayTable table;
    private final DayTexts texts;
    private final Map<DayPart, Reading> readings = new EnumMap<>(DayPart.class);

    private Freshness freshness;
    private int watchers;

    WatchedDay(LocalDate day, ZoneId zone, Instant now, TextCache cache) {
        this.table = new DayTable(day);
        this.texts = new DayTexts(table, zone, cache);
        this.freshness = new Freshness.Waiting(now, "the day is being read from the store");
        for (DayPart part : DayPart.values()) {
            readings.put(part, new Reading());
        }
    }

    public LocalDate day() {
        return table.day();
    }

    /** How far the counts can be relied on now. */
    public Freshness freshness() {
        return freshness;
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
        return texts.day(filter);
    }

    /** A JSON object with what changed after {@code version}, and the new total; empty if nothing did. */
    public Optional<String> changesSince(Filter filter, long version) {
        return texts.changesSince(filter, version);
    }

    /** The list of a dimension, as people read it. */
    public Table list(Dimension dimension, Filter filter) {
        return DayList.of(dimension, new DayView(table, filter));
    }

    /** Drops the texts, when the day is not kept any more. */
    void forgetTexts() {
        texts.forget();
    }

    void merge(Collection<CounterValue> readings) {
        table.merge(readings);
    }

    void startReading(DayPart part, Future<WatchedDay> future) {
        readings.get(part).running = future;
    }

    Optional<Future<WatchedDay>> reading(DayPart part) {
        return Optional.ofNullable(readings.get(part).running);
    }

    /** The store was read from {@code started} to {@code ended}, in this round of the subscription. */
    void read(
            DayPart part,
            List<CounterValue> counts,
            int round,
            SubscriptionStatus subscription,
            Instant started,
            Instant ended) {
        table.merge(counts);
        Reading reading = readings.get(part);
        reading.running = null;
        reading.readInRound = round;
        reading.nextReadAfter = ended.plus(Duration.between(started, ended).multipliedBy(PAUSE_AFTER_READ));
        if (part == DayPart.MINUTES) {
            table.showMinutes();
        }
        updateFreshness(subscription);
    }

    void readingFailed(DayPart part, Instant at, String why) {
        readings.get(part).running = null;
        if (freshness instanceof Freshness.Waiting waiting) {
            freshness = new Freshness.Waiting(waiting.since(), why);
        } else if (freshness instanceof Freshness.Delayed delayed) {
            freshness = new Freshness.Delayed(delayed.since(), why);
        } else {
            freshness = new Freshness.Delayed(at, why);
        }
    }

    /** Whether nothing of a part can be missing: changes arrive, and the store was read after they began to. */
    boolean current(DayPart part, SubscriptionStatus subscription) {
        return subscription.now() && readings.get(part).readInRound == subscription.round();
    }

    /** Whether a part should be read now although no request waits for it. */
    boolean due(DayPart part, SubscriptionStatus subscription, Instant now) {
        if (current(part, subscription)) {
            return false;
        }
        return subscription.now() || !now.isBefore(readings.get(part).nextReadAfter);
    }

    /** Decides by the subscription how fresh the counts are now. */
    void updateFreshness(SubscriptionStatus subscription) {
        if (!complete()) {
            return;
        }
        if (shownPartsAreCurrent(subscription)) {
            freshness = new Freshness.Live(subscription.since());
        } else if (freshness instanceof Freshness.Delayed delayed) {
            freshness = new Freshness.Delayed(delayed.since(), reasonWhenDelayed(subscription));
        } else {
            freshness = new Freshness.Delayed(subscription.since(), reasonWhenDelayed(subscription));
        }
    }

    private boolean shownPartsAreCurrent(SubscriptionStatus subscription) {
        return current(DayPart.COUNTS, subscription)
                && (current(DayPart.MINUTES, subscription) || !complete(DayPart.MINUTES));
    }

    private static String reasonWhenDelayed(SubscriptionStatus subscription) {
        return subscription.now() ? "the day is being read again from the store" : subscription.reason();
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
