package io.coursepulse.web.day;

import io.coursepulse.config.Stopwatch;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A day held in memory, with what its readers need to know. Its texts are made once per change, not per reader. */
public final class WatchedDay {

    private static final int NEVER = -1;

    /** While changes do not arrive, a day is read again and again, but reads take at most a tenth of the time. */
    private static final int PAUSE_AFTER_READ = 9;

    /** The state of reading a part from the store. */
    private static final class Reading {
        private int readInRound = NEVER;
        private Future<WatchedDay> running;
        private Optional<Stopwatch> sinceRead = Optional.empty();
        private Duration pause = Duration.ZERO;
        private List<BooleanSupplier> waiting = new ArrayList<>();
        private Optional<Freshness.Outage> failure = Optional.empty();
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

    /** The store was read, which took {@code took}, in this round of the subscription; {@code sinceRead} has just started. */
    void read(
            DayPart part,
            List<CounterValue> counts,
            int round,
            SubscriptionStatus subscription,
            StoreReads.StoreHealth store,
            Duration took,
            Stopwatch sinceRead) {
        table.merge(counts);
        Reading reading = readings.get(part);
        reading.running = null;
        reading.failure = Optional.empty();
        reading.readInRound = round;
        reading.sinceRead = Optional.of(sinceRead);
        reading.pause = took.multipliedBy(PAUSE_AFTER_READ);
        if (part == DayPart.MINUTES) {
            table.showMinutes();
        }
        updateFreshness(subscription, store);
    }

    void readingFailed(
            DayPart part, Instant at, String why, SubscriptionStatus subscription, StoreReads.StoreHealth store) {
        Reading reading = readings.get(part);
        reading.running = null;
        Instant since = reading.failure.map(Freshness.Outage::since).orElse(at);
        reading.failure = Optional.of(Freshness.Outage.ofStore(since, why));
        if (freshness instanceof Freshness.Waiting waiting) {
            freshness = new Freshness.Waiting(waiting.since(), why);
        }
        updateFreshness(subscription, store);
    }

    /** Adds a reader of a part who waits until {@code stillWaits} says otherwise. */
    void addWaiting(DayPart part, BooleanSupplier stillWaits) {
        List<BooleanSupplier> waiting = readings.get(part).waiting;
        waiting.removeIf(waits -> !waits.getAsBoolean());
        waiting.add(stillWaits);
    }

    /** Whether somebody waits for the read of a part. */
    boolean isAwaited(DayPart part) {
        return watched() || readings.get(part).waiting.stream().anyMatch(BooleanSupplier::getAsBoolean);
    }

    /** Whether nothing of a part can be missing: changes arrive, and the store was read after they began to. */
    boolean current(DayPart part, SubscriptionStatus subscription) {
        return subscription.now() && readings.get(part).readInRound == subscription.round();
    }

    /** Whether a part should be read now although no request waits for it. */
    boolean due(DayPart part, SubscriptionStatus subscription) {
        if (current(part, subscription)) {
            return false;
        }
        Reading reading = readings.get(part);
        return subscription.now()
                || reading.sinceRead
                        .map(since -> since.hasPassed(reading.pause))
                        .orElse(true);
    }

    /** Decides by the sources of the counts how fresh they are now. */
    void updateFreshness(SubscriptionStatus subscription, StoreReads.StoreHealth store) {
        if (!complete()) {
            return;
        }
        List<Freshness.Outage> outages = outages(subscription, store);
        if (outages.isEmpty()) {
            boolean was =
                    freshness instanceof Freshness.Live live && !live.since().isBefore(subscription.since());
            freshness = was ? freshness : new Freshness.Live(later(subscription.since(), store.since()));
        } else {
            Instant since = freshness instanceof Freshness.Delayed delayed
                    ? delayed.since()
                    : outages.stream()
                            .map(Freshness.Outage::since)
                            .min(Instant::compareTo)
                            .orElseThrow();
            freshness = new Freshness.Delayed(since, outages);
        }
    }

    private List<Freshness.Outage> outages(SubscriptionStatus subscription, StoreReads.StoreHealth store) {
        List<Freshness.Outage> outages = new ArrayList<>();
        if (!subscription.now()) {
            outages.add(Freshness.Outage.ofKafka(subscription.since(), subscription.reason()));
        }
        Optional<Freshness.Outage> failed = readings.values().stream()
                .flatMap(reading -> reading.failure.stream())
                .findFirst();
        // Nothing is counted into a store that does not answer, so no changes come from Kafka either.
        if (store.fails()) {
            outages.add(Freshness.Outage.ofStore(store.since(), store.problem()));
        } else if (failed.isPresent()) {
            outages.add(failed.get());
        } else if (subscription.now() && !shownPartsAreCurrent(subscription)) {
            outages.add(Freshness.Outage.ofStore(subscription.since(), "the day is being read again from the store"));
        }
        return outages;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private boolean shownPartsAreCurrent(SubscriptionStatus subscription) {
        return current(DayPart.COUNTS, subscription)
                && (current(DayPart.MINUTES, subscription) || !complete(DayPart.MINUTES));
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
