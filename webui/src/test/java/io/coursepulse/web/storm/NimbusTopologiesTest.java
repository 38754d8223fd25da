package io.coursepulse.web.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.storm.generated.CommonAggregateStats;
import org.apache.storm.generated.ComponentAggregateStats;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.SpecificAggregateStats;
import org.apache.storm.generated.SpoutAggregateStats;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.generated.WorkerSummary;
import org.junit.jupiter.api.Test;

/** A Nimbus played by Storm's generated server, and servers that are not Nimbus; PipelineIT asks a real one. */
class NimbusTopologiesTest {

    private static final TopologySummary COUNTS =
            new TopologySummary("coursepulse-counts-1-17", "coursepulse-counts", 7, 7, 1, 365, "ACTIVE");
    private static final TopologySummary ENDED =
            new TopologySummary("coursepulse-activity-1-18", "coursepulse-activity", 4, 4, 1, 9, "KILLED");
    private static final TopologySummary OTHER = new TopologySummary("wordcount-1", "wordcount", 1, 1, 1, 1, "ACTIVE");

    @Test
    void readsTheTopologiesOfCoursePulse() throws Exception {
        try (FakeNimbus nimbus = new FakeNimbus(List.of(OTHER, ENDED, COUNTS))) {
            nimbus.page(COUNTS, pageOfCounts());
            nimbus.coordinator(Map.of("$batch", spout(0, 0, 120.25), "$commit", spout(0, 0, 31)));

            assertThat(new NimbusTopologies(List.of(nimbus.address())).read())
                    .containsExactly(new TopologyState(
                            "coursepulse-counts-1-17",
                            "coursepulse-counts",
                            "ACTIVE",
                            365,
                            7,
                            21,
                            1,
                            Optional.of(151.25),
                            List.of(new TopologyState.Worker("node1", 6700, 360, 7)),
                            List.of(new TopologyState.ComponentError(
                                    "b-0", "java.lang.Error", Instant.ofEpochSecond(1_700_000_100)))));
        }
    }

    @Test
    void batchTimeIsUnknownBeforeStormHasTimedACommit() throws Exception {
        try (FakeNimbus nimbus = new FakeNimbus(List.of(COUNTS))) {
            nimbus.page(COUNTS, pageOfCounts());
            nimbus.coordinator(Map.of("$batch", spout(0, 0, 120.25)));

            assertThat(new NimbusTopologies(List.of(nimbus.address())).read())
                    .singleElement()
                    .returns(Optional.empty(), TopologyState::batchMs);
        }
    }

    @Test
    void asksTheNextServerIfOneIsDown() throws Exception {
        InetSocketAddress down;
        try (ServerSocket closed = server()) {
            down = address(closed);
        }
        try (FakeNimbus nimbus = new FakeNimbus(List.of())) {
            assertThat(new NimbusTopologies(List.of(down, nimbus.address())).read())
                    .isEmpty();
        }
    }

    private static TopologyPageInfo pageOfCounts() {
        TopologyPageInfo page = new TopologyPageInfo(COUNTS.get_id());
        page.set_status("ACTIVE");
        page.set_uptime_secs(365);
        page.set_num_executors(7);
        page.set_id_to_spout_agg_stats(
                Map.of("$mastercoord-bg0", spout(20, 1, 75), "spout", new ComponentAggregateStats(spout(1, 0, 0))));
        ComponentAggregateStats bolt = new ComponentAggregateStats();
        bolt.set_last_error(new ErrorInfo("java.lang.Error", 1_700_000_100));
        page.set_id_to_bolt_agg_stats(Map.of("b-0", bolt));
        WorkerSummary worker = new WorkerSummary();
        worker.set_host("node1");
        worker.set_port(6700);
        worker.set_uptime_secs(360);
        worker.set_num_executors(7);
        page.set_workers(List.of(worker));
        return page;
    }

    private static ComponentAggregateStats spout(long acked, long failed, double completeLatencyMs) {
        CommonAggregateStats common = new CommonAggregateStats();
        common.set_acked(acked);
        common.set_failed(failed);
        SpoutAggregateStats spout = new SpoutAggregateStats();
        spout.set_complete_latency_ms(completeLatencyMs);
        ComponentAggregateStats stats = new ComponentAggregateStats();
        stats.set_common_stats(common);
        stats.set_specific_stats(SpecificAggregateStats.spout(spout));
        return stats;
    }

    private static InetSocketAddress address(ServerSocket server) {
        return InetSocketAddress.createUnresolved("127.0.0.1", server.getLocalPort());
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @Test
    void errorNamesEveryServerThatDoesNotAnswer() throws IOException {
        InetSocketAddress first;
        InetSocketAddress second;
        try (ServerSocket one = server();
                ServerSocket other = server()) {
            first = address(one);
            second = address(other);
        }

        assertThatThrownBy(() -> new NimbusTopologies(List.of(first, second)).read())
                .isInstanceOf(Topologies.TopologyStateUnavailableException.class)
                .hasMessageContaining(first.getPort() + ": ")
                .hasMessageContaining(second.getPort() + ": ")
                .hasMessageContaining("Connection refused");
    }

    @Test
    void serverThatIsNotNimbusIsAnError() throws Exception {
        try (ServerSocket web = server()) {
            Thread answers = new Thread(() -> {
                try (Socket client = web.accept();
                        OutputStream out = client.getOutputStream()) {
                    client.getInputStream().read();
                    out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            answers.start();

            assertThatThrownBy(() -> new NimbusTopologies(List.of(address(web))).read())
                    .isInstanceOf(Topologies.TopologyStateUnavailableException.class)
                    .hasMessageContaining(web.getLocalPort() + ": ")
                    .hasMessageContaining("rame size");
            answers.join();
        }
    }
}
