package io.coursepulse.sandbox.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.storm.Config;
import org.apache.storm.generated.ExecutorSummary;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.Utils;

/** A client of Nimbus, with a connection for each call. Throws if Nimbus does not respond within seconds. */
final class StormCluster {

    private static final int TIMEOUT_MILLIS = 5_000;

    private final int nimbusPort;

    StormCluster(int nimbusPort) {
        this.nimbusPort = nimbusPort;
    }

    /** Whether Nimbus is the leader, so that topologies can be submitted. */
    boolean hasLeader() throws TException {
        return ask(nimbus -> nimbus.getClusterInfo().get_nimbuses().stream().anyMatch(each -> each.is_isLeader()));
    }

    /** The number of supervisors registered at Nimbus. */
    int supervisors() throws TException {
        return ask(nimbus -> nimbus.getClusterInfo().get_supervisors_size());
    }

    /** The worker ports to which Nimbus has assigned each component of a topology. */
    Map<String, Set<Integer>> placement(String topology) throws TException {
        return ask(nimbus -> {
            Map<String, Set<Integer>> ports = new TreeMap<>();
            for (TopologySummary each : named(nimbus, topology)) {
                for (ExecutorSummary executor :
                        nimbus.getTopologyInfo(each.get_id()).get_executors()) {
                    ports.computeIfAbsent(executor.get_component_id(), name -> new TreeSet<>())
                            .add(executor.get_port());
                }
            }
            return ports;
        });
    }

    /** Whether a topology of that name exists, including one that is being killed. */
    boolean has(String topology) throws TException {
        return ask(nimbus -> !named(nimbus, topology).isEmpty());
    }

    /** Whether a topology exists and is active, and each of its executors runs in some worker. */
    boolean allRunning(String topology) throws TException {
        return ask(nimbus -> {
            List<TopologySummary> found = named(nimbus, topology);
            for (TopologySummary each : found) {
                if (!each.get_status().equals("ACTIVE") || !hasHeartbeats(nimbus, each)) {
                    return false;
                }
            }
            return !found.isEmpty();
        });
    }

    /** The errors that a topology's components have reported. */
    List<String> errors(String topology) throws TException {
        return ask(nimbus -> {
            List<String> errors = new ArrayList<>();
            for (TopologySummary each : named(nimbus, topology)) {
                nimbus.getTopologyInfo(each.get_id())
                        .get_errors()
                        .values()
                        .forEach(ofComponent -> ofComponent.forEach(error -> errors.add(error.get_error())));
            }
            return errors;
        });
    }

    /** Kills a topology without delay, if it exists. */
    void kill(String topology) throws TException {
        ask(nimbus -> {
            KillOptions now = new KillOptions();
            now.set_wait_secs(0);
            for (TopologySummary each : named(nimbus, topology)) {
                if (!each.get_status().equals("KILLED")) {
                    nimbus.killTopologyWithOpts(topology, now);
                }
            }
            return null;
        });
    }

    /** Stops a topology's spouts; its workers stay. Returns when Nimbus has stored it. */
    void deactivate(String topology) throws TException {
        ask(nimbus -> {
            nimbus.deactivate(topology);
            return null;
        });
    }

    /** Starts the spouts of an inactive topology. */
    void activate(String topology) throws TException {
        ask(nimbus -> {
            nimbus.activate(topology);
            return null;
        });
    }

    /** Spreads a topology over another number of workers, without delay. */
    void rebalance(String topology, int workers) throws TException {
        RebalanceOptions options = new RebalanceOptions();
        options.set_wait_secs(0);
        options.set_num_workers(workers);
        ask(nimbus -> {
            nimbus.rebalance(topology, options);
            return null;
        });
    }

    private static List<TopologySummary> named(org.apache.storm.generated.Nimbus.Iface nimbus, String topology)
            throws TException {
        return nimbus.getClusterInfo().get_topologies().stream()
                .filter(each -> each.get_name().equals(topology))
                .toList();
    }

    /** An executor's uptime comes with its worker's heartbeats: it is 0 before the worker runs. */
    private static boolean hasHeartbeats(org.apache.storm.generated.Nimbus.Iface nimbus, TopologySummary topology)
            throws TException {
        var executors = nimbus.getTopologyInfo(topology.get_id()).get_executors();
        return !executors.isEmpty() && executors.stream().allMatch(executor -> executor.get_uptime_secs() > 0);
    }

    private <T> T ask(Question<T> question) throws TException {
        Map<String, Object> settings = Utils.readDefaultConfig();
        settings.put(Config.STORM_NIMBUS_RETRY_TIMES, 0);
        settings.put(Config.STORM_NIMBUS_RETRY_INTERVAL, 100);
        settings.put(Config.STORM_NIMBUS_RETRY_INTERVAL_CEILING, 100);
        try (NimbusClient client = NimbusClient.Builder.withConf(settings)
                .withTimeout(TIMEOUT_MILLIS)
                .buildWithNimbusHostPort("127.0.0.1", nimbusPort)) {
            return question.ask(client.getClient());
        }
    }

    private interface Question<T> {
        T ask(org.apache.storm.generated.Nimbus.Iface nimbus) throws TException;
    }
}
