package io.coursepulse.web.live;

import static io.coursepulse.web.Rows.SINGLES_DAY;
import static io.coursepulse.web.Rows.course;
import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.web.EventLoop;
import io.coursepulse.web.FakeStore;
import io.coursepulse.web.MovableClock;
import io.coursepulse.web.day.DayPart;
import io.coursepulse.web.day.Days;
import io.coursepulse.web.day.Filter;
import io.coursepulse.web.day.ServerTime;
import io.coursepulse.web.day.StoreReads;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveClientTest {

    private static final LocalDate TODAY = SINGLES_DAY;

    private final EventLoop loop = new EventLoop();
    private final MovableClock clock = MovableClock.onSinglesDay();
    private final FakeStore store = new FakeStore();
    private final StoreReads reads = loop.call(() -> new StoreReads(loop.vertx(), clock, store::open));
    private final Days days = loop.call(() -> new Days(reads, clock, clock.ticker(), () -> {}));
    private final FakeClientConnection connection = new FakeClientConnection();

    @AfterEach
    void stop() {
        loop.await(reads::close);
        loop.close();
    }

    @Test
    void startsWithASnapshotWithSeqZero() {
        store.put(course(TODAY, "112", 5));
        begin();

        assertThat(connection.types()).containsExactly("snapshot");
        assertThat(connection.last().getInteger("seq")).isZero();
        assertThat(connection.last().getString("day")).isEqualTo("20171111");
        assertThat(connection.last().getString("today")).isEqualTo("20171111");
        assertThat(connection.last().getLong("total")).isEqualTo(5);
        assertThat(connection.last().getJsonObject("standing").getString("state"))
                .isEqualTo("live");
    }

    @Test
    void changesBetweenUpdatesAreSentAsOneDelta() {
        LiveClient client = begin();
        for (int count = 1; count <= 1_000; count++) {
            merge("112", count);
        }
        update(client);

        assertThat(connection.types()).containsExactly("snapshot", "delta");
        assertThat(connection.last().getInteger("seq")).isEqualTo(1);
        assertThat(connection.last().getLong("total")).isEqualTo(1_000);
        assertThat(connection.last().getJsonArray("courses"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject().put("course", "112").put("clicks", 1_000)));
    }

    @Test
    void withoutChangesNothingIsSent() {
        LiveClient client = begin();
        merge("112", 1);
        update(client);
        merge("112", 1);
        update(client);

        assertThat(connection.types()).containsExactly("snapshot", "delta");
    }

    @Test
    void slowClientSkipsUpdatesAndThenGetsTheNewestState() {
        LiveClient client = begin();
        connection.full = true;
        merge("112", 1);
        update(client);
        merge("128", 1);
        update(client);
        merge("112", 2);
        update(client);
        assertThat(connection.types()).containsExactly("snapshot");

        connection.full = false;
        update(client);
        assertThat(connection.types()).containsExactly("snapshot", "delta");
        assertThat(connection.last().getInteger("seq")).isEqualTo(1);
        assertThat(connection.last().getLong("total")).isEqualTo(3);
        assertThat(connection.last().getJsonArray("courses")).hasSize(2);
    }

    @Test
    void clientsAtDifferentVersionsGetTheirOwnDelta() {
        LiveClient slow = begin();
        FakeClientConnection other = new FakeClientConnection();
        LiveClient quick = loop.call(() -> new LiveClient(other, days.watch(TODAY), Filter.NONE, List.of()));
        loop.run(() -> quick.update(at(TODAY)));
        connection.full = true;
        merge("112", 1);
        loop.run(() -> quick.update(at(TODAY)));
        merge("128", 4);
        connection.full = false;
        loop.run(() -> {
            quick.update(at(TODAY));
            slow.update(at(TODAY));
        });

        assertThat(other.last().getJsonArray("courses")).hasSize(1);
        assertThat(connection.last().getJsonArray("courses")).hasSize(2);
        assertThat(other.last().getLong("total"))
                .isEqualTo(connection.last().getLong("total"))
                .isEqualTo(5);
    }

    @Test
    void sendsNoCountsUntilTheStoreIsRead() {
        store.down(true);
        LiveClient client = begin();
        merge("112", 1);
        update(client);
        update(client);
        assertThat(connection.types()).containsExactly("waiting");
        assertThat(connection.last().containsKey("total")).isFalse();
        assertThat(connection.last().getJsonObject("standing").getString("reason"))
                .isEqualTo("the fake store is down");

        store.down(false);
        loop.await(() -> days.get(TODAY));
        update(client);
        assertThat(connection.types()).containsExactly("waiting", "snapshot");
        assertThat(connection.last().getInteger("seq")).isZero();
    }

    @Test
    void reportsDelayedAndLiveFreshness() {
        LiveClient client = begin();
        loop.run(() -> days.onDisconnected("Kafka is gone"));
        update(client);
        assertThat(connection.last().getString("type")).isEqualTo("standing");
        assertThat(connection.last().getInteger("seq")).isEqualTo(1);
        assertThat(connection.last().getJsonObject("standing").getString("state"))
                .isEqualTo("delayed");

        loop.await(() -> {
            days.onConnected();
            return days.get(TODAY).compose(counts -> days.get(TODAY, DayPart.MINUTES, () -> true));
        });
        update(client);
        assertThat(connection.last().getInteger("seq")).isEqualTo(2);
        assertThat(connection.last().getJsonObject("standing").getString("state"))
                .isEqualTo("live");
    }

    @Test
    void switchingTheDaySendsASnapshotWithTheNextSeq() {
        LiveClient client = begin();
        LocalDate tomorrow = TODAY.plusDays(1);
        loop.run(() -> client.switchTo(days.watch(tomorrow)));
        loop.await(() -> days.get(tomorrow));
        loop.run(() -> client.update(at(tomorrow)));

        assertThat(connection.last().getString("type")).isEqualTo("snapshot");
        assertThat(connection.last().getString("day")).isEqualTo("20171112");
        assertThat(connection.last().getInteger("seq")).isEqualTo(1);
    }

    @Test
    void unansweredPingsFailTheHeartbeat() {
        LiveClient client = begin();

        assertThat(client.heartbeat(2)).isTrue();
        assertThat(connection.last().getString("type")).isEqualTo("beat");
        assertThat(connection.last().getInteger("seq")).isZero();
        client.pong();
        assertThat(client.heartbeat(2)).isTrue();
        assertThat(client.heartbeat(2)).isTrue();
        assertThat(client.heartbeat(2)).isFalse();
        assertThat(connection.pings).isEqualTo(3);
    }

    /** A client of today after the store was read, or the read failed. */
    private LiveClient begin() {
        LiveClient client = loop.call(() -> {
            days.onConnected();
            return new LiveClient(connection, days.watch(TODAY), Filter.NONE, List.of());
        });
        loop.await(() -> days.get(TODAY)
                .compose(counts -> days.get(TODAY, DayPart.MINUTES, () -> true))
                .transform(read -> Future.succeededFuture()));
        update(client);
        return client;
    }

    private void merge(String course, long count) {
        loop.run(() -> days.onMessages(List.of(course(TODAY, course, count))));
    }

    private void update(LiveClient client) {
        loop.run(() -> client.update(at(TODAY)));
    }

    private ServerTime at(LocalDate today) {
        return new ServerTime(clock.instant(), today);
    }
}
