package io.coursepulse.web.storm;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.thrift.TException;

/** Asks the leader of Storm's Nimbus servers. */
public final class NimbusTopologies implements Topologies {

    /** The topologies of CoursePulse have names that start with this. */
    private static final String NAME_PREFIX = "coursepulse-";

    private final List<InetSocketAddress> seeds;

    /** @param seeds Nimbus servers, not resolved; the first that answers names the leader */
    public NimbusTopologies(List<InetSocketAddress> seeds) {
        this.seeds = List.copyOf(seeds);
    }

    @Override
    public List<TopologyState> read() {
        List<String> problems = new ArrayList<>();
        for (InetSocketAddress seed : seeds) {
            try {
                return read(leaderKnownTo(seed));
            } catch (TException e) {
                // Storm's generated exceptions, such as AuthorizationException, have their text in toString() only.
                problems.add(seed.getHostString() + ":" + seed.getPort() + ": "
                        + Optional.ofNullable(e.getMessage()).orElseGet(e::toString));
            }
        }
        throw new TopologyStateUnavailableException(String.join("; ", problems));
    }

    private static InetSocketAddress leaderKnownTo(InetSocketAddress seed) throws TException {
        try (NimbusConnection nimbus = NimbusConnection.open(seed)) {
            return nimbus.leader();
        }
    }

    private static List<TopologyState> read(InetSocketAddress leader) throws TException {
        try (NimbusConnection nimbus = NimbusConnection.open(leader)) {
            List<TopologyState> states = new ArrayList<>();
            for (TopologySummary topology : nimbus.topologies()) {
                if (topology.get_name().startsWith(NAME_PREFIX)) {
                    nimbus.state(topology).ifPresent(states::add);
                }
            }
            states.sort(Comparator.comparing(TopologyState::name).thenComparing(TopologyState::id));
            return states;
        }
    }
}
