package io.coursepulse.web.storm;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.layered.TFramedTransport;

/**
 * A connection to a Nimbus that asks nobody who they are, which is Storm's standard. Methods and fields are those of
 * {@code service Nimbus} in Storm 2's {@code storm.thrift}. Used by one thread.
 */
final class NimbusConnection implements AutoCloseable {

    private static final int ANSWER_WITHIN_MS = 5_000;
    private static final String TEN_MINUTES = "600";

    /** The spout that begins a Trident topology's batches, and commits them. */
    private static final String COORDINATOR = "$mastercoord";

    private static final List<String> BATCH_STREAMS = List.of("$batch", "$commit");

    private static final int LONGEST_ERROR = 2_000;

    private final TTransport transport;
    private final TProtocol protocol;

    /** What Nimbus calls a topology. */
    record Topology(String id, String name) {}

    private NimbusConnection(TTransport transport) {
        this.transport = transport;
        this.protocol = new TBinaryProtocol(transport);
    }

    static NimbusConnection open(InetSocketAddress address) throws TException {
        TTransport transport = new TFramedTransport(new TSocket(
                TConfiguration.DEFAULT,
                address.getHostString(),
                address.getPort(),
                ANSWER_WITHIN_MS,
                ANSWER_WITHIN_MS));
        transport.open();
        return new NimbusConnection(transport);
    }

    @Override
    public void close() {
        transport.close();
    }

    /** Where the Nimbus is that leads: it alone is sent the workers' statistics. */
    InetSocketAddress leader() throws TException {
        ThriftStruct nimbus = struct(ThriftCall.of("getLeader").ask(protocol));
        return InetSocketAddress.createUnresolved(nimbus.text(1), nimbus.number(2));
    }

    List<Topology> topologies() throws TException {
        return ThriftStruct.structs(ThriftCall.of("getTopologySummaries").ask(protocol))
                .map(summary -> new Topology(summary.text(1), summary.text(2)))
                .toList();
    }

    /** Empty if the topology has ended meanwhile. */
    Optional<TopologyState> state(Topology topology) throws TException {
        try {
            ThriftStruct page = struct(ThriftCall.of("getTopologyPageInfo")
                    .with(topology.id())
                    .with(TEN_MINUTES)
                    .with(true)
                    .ask(protocol));
            return Optional.of(state(topology, page));
        } catch (ThriftCall.DeclaredException e) {
            if (e.field() == 1) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private TopologyState state(Topology topology, ThriftStruct page) throws TException {
        Map<String, ThriftStruct> spouts = page.structsByName(9);
        Map<String, ThriftStruct> bolts = page.structsByName(10);
        return new TopologyState(
                topology.id(),
                topology.name(),
                page.text(4),
                page.number(3),
                page.number(7),
                sum(spouts, 5),
                sum(spouts, 6),
                batchMs(topology, spouts.keySet()),
                page.structs(16)
                        .map(worker -> new TopologyState.Worker(
                                worker.text(2), worker.number(3), worker.number(9), worker.number(6)))
                        .toList(),
                Stream.concat(spouts.entrySet().stream(), bolts.entrySet().stream())
                        .flatMap(component -> error(component.getKey(), component.getValue()))
                        .toList());
    }

    /** Of {@code CommonAggregateStats}. */
    private static long sum(Map<String, ThriftStruct> spouts, int field) {
        return spouts.values().stream()
                .flatMap(spout -> spout.struct(2).stream())
                .mapToLong(common -> common.longNumber(field))
                .sum();
    }

    /** A batch is two tuples, one after the other: one for its processing, and one for its commit. */
    private Optional<Double> batchMs(Topology topology, Set<String> spouts) throws TException {
        Optional<String> coordinator =
                spouts.stream().filter(name -> name.startsWith(COORDINATOR)).findFirst();
        if (coordinator.isEmpty()) {
            return Optional.empty();
        }
        Map<String, ThriftStruct> streams = struct(ThriftCall.of("getComponentPageInfo")
                        .with(topology.id())
                        .with(coordinator.get())
                        .with(TEN_MINUTES)
                        .with(true)
                        .ask(protocol))
                .structsByName(9);
        double ms = 0;
        for (String stream : BATCH_STREAMS) {
            double latency = Optional.ofNullable(streams.get(stream))
                    .flatMap(stats -> stats.struct(3))
                    .flatMap(specific -> specific.struct(2))
                    .map(spout -> spout.decimal(1))
                    .orElse(0.0);
            if (latency == 0) {
                // One tuple in twenty is timed; none yet.
                return Optional.empty();
            }
            ms += latency;
        }
        return Optional.of(ms);
    }

    private static Stream<TopologyState.ComponentError> error(String component, ThriftStruct stats) {
        return stats.struct(4).stream()
                .map(error -> new TopologyState.ComponentError(
                        component, cut(error.text(1)), Instant.ofEpochSecond(error.number(2))));
    }

    private static String cut(String error) {
        return error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error;
    }

    private static ThriftStruct struct(Object answer) {
        return (ThriftStruct) answer;
    }
}
