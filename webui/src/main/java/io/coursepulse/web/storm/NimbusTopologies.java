package io.coursepulse.web.storm;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.thrift.TException;

/** Asks the leader of Storm's Nimbus servers. */
public final class NimbusTopologies implements Topologies {

    private static final String OURS = "coursepulse-";

    private final List<InetSocketAddress> seeds;

    /** @param seeds Nimbus servers, not resolved; the first that answers tells who leads */
    public NimbusTopologies(List<InetSocketAddress> seeds) {
        this.seeds = List.copyOf(seeds);
    }

    @Override
    public List<TopologyState> read() {
        List<String> problems = new ArrayList<>();
        for (InetSocketAddress seed : seeds) {
            try {
                return read(leaderBy(seed));
            } catch (TException e) {
                problems.add(seed.getHostString() + ":" + seed.getPort() + ": " + e.getMessage());
            }
        }
        throw new TopologiesUnknownException(String.join("; ", problems));
    }

    private static InetSocketAddress leaderBy(InetSocketAddress seed) throws TException {
        try (NimbusConnection nimbus = NimbusConnection.open(seed)) {
            return nimbus.leader();
        }
    }

    private static List<TopologyState> read(InetSocketAddress leader) throws TException {
        try (NimbusConnection nimbus = NimbusConnection.open(leader)) {
            List<TopologyState> states = new ArrayList<>();
            for (NimbusConnection.Topology topology : nimbus.topologies()) {
                if (topology.name().startsWith(OURS)) {
                    nimbus.state(topology).ifPresent(states::add);
                }
            }
            states.sort(Comparator.comparing(TopologyState::name).thenComparing(TopologyState::id));
            return states;
        }
    }
}
