package io.coursepulse.web.day;

import io.coursepulse.config.Stopwatch;
import io.coursepulse.config.Ticker;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.web.follow.Listener;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The days in memory: today always, other days while a browser watches them, and a few more that were requested lately.
 *
 * <p>No change is lost between store and topic, because a day's table takes changes from the moment it is there, and is
 * read from the store only after that; and because all days are read again whenever the subscription has restarted. While
 * it is interrupted, {@link #refresh()} keeps reading the store, so that the page still changes, only later.
 *
 * <p>Used on one event loop only.
 */
public final class Days implements Listener<CounterValue> {

    private static final Logger LOG = LoggerFactory.getLogger(Days.class);

    /** A month of looking back, as long as it is small: a day of 1,000 courses with their minutes is some 15 MB. */
    private static final int DAYS_KEPT = 32;

    private static final long BYTES_KEPT = Runtime.getRuntime().maxMemory() / 4;

    private static final long TEXT_BYTES = Runtime.getRuntime().maxMemory() / 16;

    /** Days that browsers watch are kept, however many bytes they take: so there are at most so many. */
    private static final int DAYS_WATCHED = 32;

    private final TextCache texts = new TextCache(TEXT_BYTES);
    private final StoreReads store;
    private final Clock clock;
    private final Ticker ticker;
    private final Runnable changed;
    private final Map<LocalDate, WatchedDay> kept = new LinkedHashMap<>(16, 0.75f, true);
    private SubscriptionStatus subscription;
    private LocalDate today;

    /**
     * @param clock tells the time, and in its zone the day
     * @param ticker what intervals are measured with
     * @param changed called after every change of counts, freshness or today's date
     */
    public Days(StoreReads store, Clock clock, Ticker ticker, Runnable changed) {
        this.store = store;
        this.clock = clock;
        this.ticker = ticker;
        this.changed = changed;
        this.subscription = SubscriptionStatus.notYet(clock.instant());
        this.today = LocalDate.now(clock);
        kept(today);
    }

    /** The current time and day. */
    public ServerTime serverTime() {
        return new ServerTime(clock.instant(), today);
    }

    /** Today, in the configured zone. */
    public LocalDate today() {
        return today;
    }

    /** Clicks of today so far, as far as they are known. */
    public long clicksToday() {
        return kept(today).total();
    }

    /** Whether changes arrive. */
    public SubscriptionStatus subscription() {
        return subscription;
    }

    /** Days in memory. */
    public int size() {
        return kept.size();
    }

    /** A day as it is now: from memory when that is current, else from the store. Fails when the store does. */
    public Future<WatchedDay> get(LocalDate day) {
        return get(day, DayPart.COUNTS, () -> true);
    }

    /**
     * A part of a day as it is now, as {@link #get(LocalDate)} gives it; other parts may be older.
     *
     * @param stillWaits whether the caller still wants it; if not, it may not be read
     */
    public Future<WatchedDay> get(LocalDate day, DayPart part, BooleanSupplier stillWaits) {
        WatchedDay wanted = kept(day);
        if (wanted.current(part, subscription)) {
            return Future.succeededFuture(wanted);
        }
        wanted.addWaiting(part, stillWaits);
        return read(wanted, part);
    }

    /** About how much memory the texts of all days take. */
    public long textBytes() {
        return texts.bytes();
    }

    /** Whether one more reader can watch a day: so many different days are kept, and no more than memory allows. */
    public boolean canWatch(LocalDate day) {
        List<WatchedDay> watched =
                kept.values().stream().filter(WatchedDay::watched).toList();
        return day.equals(today)
                || watched.stream().anyMatch(known -> known.day().equals(day))
                || (watched.size() < DAYS_WATCHED
                        && watched.stream().mapToLong(WatchedDay::bytes).sum() < BYTES_KEPT);
    }

    /** Holds a day, complete or not yet, until {@link #release}. */
    public WatchedDay watch(LocalDate day) {
        WatchedDay wanted = kept(day);
        wanted.addWatcher();
        readWhatIsDue(wanted);
        return wanted;
    }

    /** Ends one {@link #watch}. */
    public void release(WatchedDay day) {
        day.removeWatcher();
        dropDaysNobodyWatches();
    }

    /** Takes changed counts; those of days that are not in memory are skipped, the store has them. */
    @Override
    public void onMessages(List<CounterValue> counts) {
        kept.values().forEach(day -> day.merge(counts));
        changed.run();
    }

    /** Changes arrive from now on. What came before may have been missed, so all days are read again. */
    @Override
    public void onConnected() {
        LOG.info("Receiving changes of counts; reading {} days from the store", kept.size());
        subscription = subscription.started(clock.instant());
        kept.values().forEach(day -> day.updateFreshness(subscription, store.health()));
        refresh();
    }

    /** Changes do not arrive. */
    @Override
    public void onDisconnected(String why) {
        subscription = subscription.disconnected(clock.instant(), why);
        kept.values().forEach(day -> day.updateFreshness(subscription, store.health()));
        changed.run();
    }

    /** Is called every few seconds: switches to the next day, and reads again what is not current. */
    public void refresh() {
        today = LocalDate.now(clock);
        kept(today);
        for (WatchedDay day : new ArrayList<>(kept.values())) {
            if (day.watched() || day.day().equals(today)) {
                readWhatIsDue(day);
            }
            day.updateFreshness(subscription, store.health());
        }
        changed.run();
    }

    private void readWhatIsDue(WatchedDay day) {
        for (DayPart part : DayPart.values()) {
            if (day.due(part, subscription)) {
                read(day, part);
            }
        }
    }

    private Future<WatchedDay> read(WatchedDay day, DayPart part) {
        if (day.reading(part).isPresent()) {
            return day.reading(part).get();
        }
        // Taken before the read: if the subscription restarts meanwhile, this read belongs to the old round.
        int round = subscription.round();
        Stopwatch reading = Stopwatch.started(ticker);
        Promise<WatchedDay> promise = Promise.promise();
        day.startReading(part, promise.future());
        boolean isToday = day.day().equals(today);
        store.day(
                        day.day(),
                        part,
                        isToday ? StoreReads.Priority.TODAY : StoreReads.Priority.OTHER,
                        () -> isToday || day.isAwaited(part))
                .onComplete(answer -> {
                    if (answer.succeeded()) {
                        day.read(
                                part,
                                answer.result(),
                                round,
                                subscription,
                                store.health(),
                                reading.elapsed(),
                                Stopwatch.started(ticker));
                        dropDaysNobodyWatches();
                        promise.complete(day);
                        // The subscription may have restarted meanwhile.
                        if (subscription.now() && day.watched()) {
                            readWhatIsDue(day);
                        }
                    } else {
                        day.readingFailed(
                                part,
                                clock.instant(),
                                String.valueOf(answer.cause().getMessage()),
                                subscription,
                                store.health());
                        promise.fail(answer.cause());
                    }
                    changed.run();
                });
        return promise.future();
    }

    private WatchedDay kept(LocalDate day) {
        WatchedDay known = kept.get(day);
        if (known == null) {
            known = new WatchedDay(day, clock.getZone(), clock.instant(), texts);
            kept.put(day, known);
            dropDaysNobodyWatches();
        }
        return known;
    }

    private void dropDaysNobodyWatches() {
        long bytes = kept.values().stream().mapToLong(WatchedDay::bytes).sum();
        Iterator<WatchedDay> longestUnusedFirst = kept.values().iterator();
        while ((kept.size() > DAYS_KEPT || bytes > BYTES_KEPT) && longestUnusedFirst.hasNext()) {
            WatchedDay day = longestUnusedFirst.next();
            boolean newest = !longestUnusedFirst.hasNext();
            if (!day.watched() && !day.day().equals(today) && !newest && !isBeingRead(day)) {
                longestUnusedFirst.remove();
                day.forgetTexts();
                bytes -= day.bytes();
            }
        }
    }

    private static boolean isBeingRead(WatchedDay day) {
        return Arrays.stream(DayPart.values())
                .anyMatch(part -> day.reading(part).isPresent());
    }
}
