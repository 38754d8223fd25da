package io.coursepulse.web.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.web.EventLoop;
import io.coursepulse.web.FakeTopologies;
import io.coursepulse.web.MovableClock;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopologyMonitorTest {

    private final EventLoop loop = new EventLoop();
    private final MovableClock clock = MovableClock.onSinglesDay();
    private final FakeTopologies topologies = new FakeTopologies();
    private final TopologyMonitor storm =
            loop.call(() -> new TopologyMonitor(loop.vertx(), clock, clock.ticker(), topologies));

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void writesTheJsonThePageExpects() {
        topologies.run(new TopologyState(
                "coursepulse-counts-1-17",
                "coursepulse-counts",
                "ACTIVE",
                365,
                7,
                20,
                1,
                Optional.of(151.25),
                List.of(new TopologyState.Worker("node1", 6700, 360, 7)),
                List.of(new TopologyState.ComponentError("b-0", "<script>", Instant.ofEpochSecond(1_700_000_100)))));

        assertThat(loop.await(storm::status))
                .isEqualTo(
                        new JsonObject(
                                """
                                {"topologies":[{"id":"coursepulse-counts-1-17","name":"coursepulse-counts",
                                 "status":"ACTIVE","uptimeSeconds":365,"executors":7,"acked":20,"failed":1,"batchMs":151.25,
                                 "workers":[{"host":"node1","port":6700,"uptimeSeconds":360,"executors":7}],
                                 "errors":[{"component":"b-0","error":"<script>","at":"2023-11-14T22:15:00Z"}]}]}"""));
    }

    @Test
    void cachesTheAnswerForTwoSeconds() {
        for (int i = 0; i < 5; i++) {
            loop.await(storm::status);
        }
        assertThat(topologies.asked()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(3));
        loop.await(storm::status);
        assertThat(topologies.asked()).isEqualTo(2);
    }

    @Test
    void reportsOutageStartAndRecovers() {
        topologies.down("nimbus:6627: Connection refused");
        JsonObject first = loop.await(storm::status);
        assertThat(first.getString("problem")).isEqualTo("nimbus:6627: Connection refused");
        assertThat(first.getString("since")).isEqualTo(clock.instant().toString());

        clock.advance(Duration.ofSeconds(3));
        assertThat(loop.await(storm::status).getString("since")).isEqualTo(first.getString("since"));

        topologies.run();
        clock.advance(Duration.ofSeconds(3));
        assertThat(loop.await(storm::status)).isEqualTo(new JsonObject("{\"topologies\":[]}"));
    }
}
