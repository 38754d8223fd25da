package io.coursepulse.web.storm;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.storm.generated.ComponentAggregateStats;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.thrift.TConfiguration;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.thrift.transport.TSocket;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.layered.TFramedTransport;

/**
 * A connection to a Nimbus without authentication, which is Storm's default. It uses the client that Storm generates from
 * {@code storm.thrift}, and not {@code NimbusClient}: that one reads {@code storm.yaml} and needs all of Storm's libraries.
 * Used by one thread.
 */
final class NimbusConnection implements AutoCloseable {

    private static final int TIMEOUT_MS = 5_000;

    /** Storm's name for the window of the last ten minutes, in seconds. */
    private static final String TEN_MINUTES = "600";

    /** Trident's coordinator: the spout that starts the batches and commits them. */
    private static final String COORDINATOR = "$mastercoord";

    private static final List<String> BATCH_STREAMS = List.of("$batch", "$commit");

    private static final int MAX_ERROR_LENGTH = 2_000;

    private final TTransport transport;
    private final Nimbus.Client nimbus;

    private NimbusConnection(TTransport transport) {
        this.transport = transport;
        this.nimbus = new Nimbus.Client(new TBinaryProtocol(transport));
    }

    static NimbusConnection open(InetSocketAddress address) throws TException {
        TTransport transport = new TFramedTransport(new TSocket(
                TConfiguration.DEFAULT, address.getHostString(), address.getPort(), TIMEOUT_MS, TIMEOUT_MS));
        transport.open();
        return new NimbusConnection(transport);
    }

    @Override
    public void close() {
        transport.close();
    }

    /** The address of the leader: workers send their statistics to it alone. */
    InetSocketAddress leader() throws TException {
        NimbusSummary leader = nimbus.getLeader();
        return InetSocketAddress.createUnresolved(leader.get_host(), leader.get_port());
    }

    List<TopologySummary> topologies() throws TException {
        return nimbus.getTopologySummaries();
    }

    /** Empty if the topology has ended since it was listed. */
    Optional<TopologyState> state(TopologySummary topology) throws TException {
        try {
            TopologyPageInfo page = nimbus.getTopologyPageInfo(topology.get_id(), TEN_MINUTES, true);
            return Optional.of(state(topology, page));
        } catch (NotAliveException e) {
            return Optional.empty();
        }
    }

    private TopologyState state(TopologySummary topology, TopologyPageInfo page) throws TException {
        Map<String, ComponentAggregateStats> spouts = byName(page.get_id_to_spout_agg_stats());
        Map<String, ComponentAggregateStats> bolts = byName(page.get_id_to_bolt_agg_stats());
        return new TopologyState(
                topology.get_id(),
                topology.get_name(),
                page.get_status(),
                page.get_uptime_secs(),
                page.get_num_executors(),
                spouts.values().stream()
                        .filter(ComponentAggregateStats::is_set_common_stats)
                        .mapToLong(spout -> spout.get_common_stats().get_acked())
                        .sum(),
                spouts.values().stream()
                        .filter(ComponentAggregateStats::is_set_common_stats)
                        .mapToLong(spout -> spout.get_common_stats().get_failed())
                        .sum(),
                batchMs(topology, spouts.keySet()),
                Stream.ofNullable(page.get_workers())
                        .flatMap(Collection::stream)
                        .map(worker -> new TopologyState.Worker(
                                worker.get_host(),
                                worker.get_port(),
                                worker.get_uptime_secs(),
                                worker.get_num_executors()))
                        .toList(),
                Stream.concat(spouts.entrySet().stream(), bolts.entrySet().stream())
                        .filter(component -> component.getValue().is_set_last_error())
                        .map(component ->
                                error(component.getKey(), component.getValue().get_last_error()))
                        .toList());
    }

    private static Map<String, ComponentAggregateStats> byName(Map<String, ComponentAggregateStats> stats) {
        return stats == null ? Map.of() : new TreeMap<>(stats);
    }

    /** A batch is two tuples, one after the other: one for its processing, and one for its commit. */
    private Optional<Double> batchMs(TopologySummary topology, Set<String> spouts) throws TException {
        Optional<String> coordinator =
                spouts.stream().filter(name -> name.startsWith(COORDINATOR)).findFirst();
        if (coordinator.isEmpty()) {
            return Optional.empty();
        }
        Map<String, ComponentAggregateStats> streams =
                byName(nimbus.getComponentPageInfo(topology.get_id(), coordinator.get(), TEN_MINUTES, true)
                        .get_sid_to_output_stats());
        double ms = 0;
        for (String stream : BATCH_STREAMS) {
            double latency = completeLatencyMs(streams.get(stream));
            if (latency == 0) {
                // Storm times one tuple in twenty; none yet.
                return Optional.empty();
            }
            ms += latency;
        }
        return Optional.of(ms);
    }

    private static double completeLatencyMs(ComponentAggregateStats stream) {
        return stream != null
                        && stream.is_set_specific_stats()
                        && stream.get_specific_stats().is_set_spout()
                ? stream.get_specific_stats().get_spout().get_complete_latency_ms()
                : 0;
    }

    private static TopologyState.ComponentError error(String component, ErrorInfo error) {
        String text = error.get_error();
        return new TopologyState.ComponentError(
                component,
                text.length() > MAX_ERROR_LENGTH ? text.substring(0, MAX_ERROR_LENGTH) : text,
                Instant.ofEpochSecond(error.get_error_time_secs()));
    }
}
