package io.coursepulse.web.day;

import static io.coursepulse.web.Rows.SINGLES_DAY;
import static io.coursepulse.web.Rows.course;
import static io.coursepulse.web.Rows.minute;
import static io.coursepulse.web.Rows.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.config.Stopwatch;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.store.StoreException;
import io.coursepulse.web.EventLoop;
import io.coursepulse.web.FakeStore;
import io.coursepulse.web.MovableClock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DaysTest {

    private static final LocalDate TODAY = SINGLES_DAY;
    private static final LocalDate YESTERDAY = TODAY.minusDays(1);

    private final EventLoop loop = new EventLoop();
    private final MovableClock clock = MovableClock.onSinglesDay();
    private final FakeStore store = new FakeStore();
    private final StoreReads reads = loop.call(() -> new StoreReads(loop.vertx(), clock, store::open));
    private final Days days = loop.call(() -> new Days(reads, clock, clock.ticker(), () -> {}));

    @AfterEach
    void stop() {
        loop.await(reads::close);
        loop.close();
    }

    @Test
    void changeDuringReadIsNotLost() {
        store.put(course(TODAY, "112", 5));
        store.put(course(TODAY, "128", 2));
        WatchedDay today = loop.await(() -> {
            days.onConnected();
            // The read is under way: what it finds is older than this.
            days.onMessages(List.of(course(TODAY, "112", 6)));
            return days.get(TODAY);
        });

        assertThat(total(today)).isEqualTo(8);
        assertThat(loop.call(today::freshness)).isInstanceOf(Freshness.Live.class);
    }

    @Test
    void readsMinutesOfOtherDaysOnlyOnRequest() {
        store.put(course(TODAY, "112", 5));
        store.put(minute(YESTERDAY.atTime(12, 34), "112", 5));
        loop.await(() -> {
            days.onConnected();
            return days.get(YESTERDAY);
        });
        WatchedDay yesterday = loop.await(() -> days.get(YESTERDAY, DayPart.MINUTES, () -> true));

        assertThat(loop.call(() -> yesterday.list(Dimension.MINUTE, Filter.NONE).rows()))
                .containsExactly(List.of("12:34", 5L));
        assertThat(store.asked()).containsExactlyInAnyOrder(Dimension.values());
    }

    @Test
    void readsTakeAtMostATenthOfTheTimeWithoutSubscription() {
        WatchedDay today = loop.call(() -> days.watch(TODAY));
        loop.await(() -> days.get(TODAY));
        Stopwatch sinceRead = Stopwatch.started(clock.ticker());
        loop.run(() -> {
            days.onDisconnected("Kafka is gone");
            today.read(
                    DayPart.COUNTS,
                    List.of(),
                    0,
                    days.subscription(),
                    reads.health(),
                    Duration.ofSeconds(2),
                    sinceRead);
        });

        clock.advance(Duration.ofSeconds(18));
        assertThat(loop.call(() -> today.due(DayPart.COUNTS, days.subscription())))
                .isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(loop.call(() -> today.due(DayPart.COUNTS, days.subscription())))
                .isTrue();
    }

    @Test
    void isIncompleteBeforeFirstRead() {
        store.down(true);
        WatchedDay today = loop.call(() -> {
            days.onConnected();
            days.onMessages(List.of(course(TODAY, "112", 6)));
            return days.watch(TODAY);
        });
        assertThatThrownBy(() -> loop.await(() -> days.get(TODAY))).isInstanceOf(StoreException.Unavailable.class);
        assertThat(loop.call(today::complete)).isFalse();
        assertThat(loop.call(today::freshness))
                .isEqualTo(new Freshness.Waiting(clock.instant(), "the fake store is down"));

        store.down(false);
        store.put(course(TODAY, "112", 7));
        loop.await(() -> days.get(TODAY));
        assertThat(loop.call(today::complete)).isTrue();
        assertThat(total(today)).isEqualTo(7);
    }

    @Test
    void readsAgainAfterSubscriptionRestarts() {
        loop.await(() -> {
            days.onConnected();
            return days.get(TODAY);
        });
        loop.run(() -> days.onDisconnected("Kafka is gone"));
        store.put(course(TODAY, "112", 9));
        WatchedDay today = loop.await(() -> {
            days.onConnected();
            return days.get(TODAY);
        });

        assertThat(total(today)).isEqualTo(9);
    }

    @Test
    void pollsStoreAndIsDelayedWithoutSubscription() {
        WatchedDay today = loop.await(() -> {
            days.onConnected();
            return days.get(TODAY);
        });
        clock.advance(Duration.ofSeconds(5));
        loop.run(() -> days.onDisconnected("Kafka is gone"));
        Freshness lost = loop.call(today::freshness);
        assertThat(lost)
                .isEqualTo(new Freshness.Delayed(
                        clock.instant(), List.of(Freshness.Outage.ofKafka(clock.instant(), "Kafka is gone"))));

        clock.advance(Duration.ofSeconds(5));
        store.put(course(TODAY, "112", 9));
        loop.await(() -> {
            days.refresh();
            return days.get(TODAY);
        });
        assertThat(total(today)).isEqualTo(9);
        assertThat(loop.call(today::freshness)).isEqualTo(lost);
    }

    @Test
    void readThatStartedBeforeSubscriptionIsNotCurrent() {
        Freshness freshness = loop.await(() -> {
            var reading = days.get(TODAY);
            days.onConnected();
            return reading.map(WatchedDay::freshness);
        });
        assertThat(freshness).isInstanceOf(Freshness.Delayed.class);

        WatchedDay today = loop.await(() -> days.get(TODAY));
        assertThat(loop.call(today::freshness)).isInstanceOf(Freshness.Live.class);
    }

    @Test
    void todayChangesAtMidnight() {
        store.put(course(TODAY.plusDays(1), "112", 1));
        clock.advance(Duration.ofMinutes(11));
        loop.run(days::refresh);

        assertThat(loop.call(days::today)).isEqualTo(TODAY.plusDays(1));
        assertThat(total(loop.await(() -> days.get(TODAY.plusDays(1))))).isEqualTo(1);
    }

    @Test
    void keepsWatchedDaysAndDropsOthers() {
        WatchedDay watched = loop.call(() -> days.watch(YESTERDAY));
        for (int back = 2; back < 100; back++) {
            LocalDate day = TODAY.minusDays(back);
            loop.await(() -> days.get(day));
        }

        assertThat(loop.call(days::size)).isLessThanOrEqualTo(34);
        assertThat(loop.call(() -> days.watch(YESTERDAY))).isSameAs(watched);
    }

    @Test
    void daysThatNobodyWatchesAnyMoreAreDropped() {
        List<WatchedDay> watched = IntStream.range(0, 201)
                .mapToObj(back -> loop.call(() -> days.watch(TODAY.minusDays(back))))
                .toList();
        loop.await(() -> days.get(TODAY.minusDays(200)));
        loop.run(() -> watched.forEach(days::release));

        assertThat(loop.call(days::size)).isLessThanOrEqualTo(32);
    }

    @Test
    void watchesAMonthOfDaysAndNoMore() {
        for (int back = 1; back <= 32; back++) {
            LocalDate day = TODAY.minusDays(back);
            assertThat(loop.call(() -> days.canWatch(day))).isTrue();
            loop.call(() -> days.watch(day));
        }

        assertThat(loop.call(() -> days.canWatch(TODAY.minusDays(33)))).isFalse();
        assertThat(loop.call(() -> days.canWatch(TODAY.minusDays(5))))
                .as("watched already")
                .isTrue();
        assertThat(loop.call(() -> days.canWatch(TODAY))).isTrue();
        WatchedDay released = loop.call(() -> days.watch(TODAY.minusDays(1)));
        loop.run(() -> {
            days.release(released);
            days.release(released);
        });
        assertThat(loop.call(() -> days.canWatch(TODAY.minusDays(33)))).isTrue();
    }

    @Test
    void textsOfManyFiltersStayWithinABound() {
        for (int i = 0; i < 1_000; i++) {
            store.put(course(YESTERDAY, "course-" + i, 1_000 + i));
            store.put(search(YESTERDAY, "engine-" + i % 7, "course-" + i, 5));
        }
        WatchedDay yesterday = loop.await(() -> days.get(YESTERDAY));
        long ofAll = loop.call(() -> {
            yesterday.toJson(Filter.NONE);
            return days.textBytes();
        });
        loop.run(() -> {
            for (int i = 0; i < 3_000; i++) {
                yesterday.toJson(new Filter(Optional.of("unknown-" + i), Optional.empty()));
                yesterday.changesSince(new Filter(Optional.empty(), Optional.of("unknown-" + i)), 0);
            }
        });
        assertThat(loop.call(days::textBytes))
                .as("what nobody clicked on has one text")
                .isLessThan(5 * ofAll);

        loop.run(() -> {
            for (int i = 0; i < 1_000; i++) {
                yesterday.toJson(new Filter(Optional.of("course-" + i), Optional.empty()));
            }
        });
        assertThat(loop.call(days::textBytes))
                .as("the list of courses is there once, not once for each course")
                .isLessThan(20 * ofAll);
    }

    @Test
    void textsOfADayThatHasChangedAreDropped() {
        store.put(course(TODAY, "112", 5));
        WatchedDay today = loop.await(() -> {
            days.onConnected();
            return days.get(TODAY);
        });
        String before = loop.call(() -> today.toJson(Filter.NONE));
        long bytes = loop.call(days::textBytes);
        for (int count = 6; count < 100; count++) {
            long clicks = count;
            loop.run(() -> {
                days.onMessages(List.of(course(TODAY, "112", clicks)));
                today.toJson(Filter.NONE);
            });
        }

        assertThat(loop.call(() -> today.toJson(Filter.NONE))).isNotEqualTo(before);
        assertThat(loop.call(days::textBytes)).isLessThan(2 * bytes);
    }

    private long total(WatchedDay day) {
        return loop.call(day::total);
    }
}
