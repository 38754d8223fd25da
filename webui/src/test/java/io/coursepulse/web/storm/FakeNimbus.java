package io.coursepulse.web.storm;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.storm.generated.ComponentAggregateStats;
import org.apache.storm.generated.ComponentPageInfo;
import org.apache.storm.generated.ComponentType;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.thrift.server.TServer;
import org.apache.storm.thrift.server.TSimpleServer;
import org.apache.storm.thrift.transport.TServerSocket;
import org.apache.storm.thrift.transport.layered.TFramedTransport;

/** A Nimbus, the leader, with what a test gives it; a topology without a page has ended. Thread-safe. */
final class FakeNimbus implements AutoCloseable {

    private final List<TopologySummary> topologies;
    private final Map<String, TopologyPageInfo> pages = new ConcurrentHashMap<>();
    private volatile Map<String, ComponentAggregateStats> coordinatorStreams = Map.of();
    private final TServerSocket socket;
    private final TServer server;
    private final Thread thread;

    FakeNimbus(List<TopologySummary> topologies) throws Exception {
        this.topologies = topologies;
        socket = new TServerSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Nimbus.Iface answers = (Nimbus.Iface) Proxy.newProxyInstance(
                Nimbus.class.getClassLoader(),
                new Class<?>[] {Nimbus.Iface.class},
                (proxy, method, arguments) -> answer(method.getName(), arguments));
        server = new TSimpleServer(new TServer.Args(socket)
                .processor(new Nimbus.Processor<>(answers))
                .transportFactory(new TFramedTransport.Factory())
                .protocolFactory(new TBinaryProtocol.Factory()));
        thread = new Thread(server::serve, "fake-nimbus");
        thread.start();
    }

    InetSocketAddress address() {
        return InetSocketAddress.createUnresolved(
                "127.0.0.1", socket.getServerSocket().getLocalPort());
    }

    void page(TopologySummary topology, TopologyPageInfo page) {
        pages.put(topology.get_id(), page);
    }

    /** The statistics of Trident's coordinator, by stream. */
    void coordinator(Map<String, ComponentAggregateStats> streams) {
        coordinatorStreams = streams;
    }

    private Object answer(String method, Object[] arguments) throws NotAliveException {
        return switch (method) {
            case "getLeader" ->
                new NimbusSummary("127.0.0.1", socket.getServerSocket().getLocalPort(), 1, true, "2");
            case "getTopologySummaries" -> topologies;
            case "getTopologyPageInfo" -> {
                TopologyPageInfo page = pages.get((String) arguments[0]);
                if (page == null) {
                    throw new NotAliveException((String) arguments[0]);
                }
                yield page;
            }
            case "getComponentPageInfo" -> {
                ComponentPageInfo page = new ComponentPageInfo((String) arguments[1], ComponentType.SPOUT);
                page.set_sid_to_output_stats(coordinatorStreams);
                yield page;
            }
            default -> throw new IllegalArgumentException(method);
        };
    }

    @Override
    public void close() {
        server.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
