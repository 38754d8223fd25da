package io.coursepulse.topology;

import io.coursepulse.topology.audit.AuditException;
import io.coursepulse.topology.counts.CountsTopology;
import java.nio.file.Path;
import java.util.Map;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.Utils;
import picocli.CommandLine.Option;

/** A pipeline on the Storm cluster of {@code storm jar}. Topologies are stopped and submitted by the operator only. */
public final class ClusterDeployment implements Deployment {

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path config;

    @Override
    public Path configuration() {
        return config;
    }

    @Override
    public Map<String, Object> stormConfiguration() {
        return Utils.readStormConfig();
    }

    @Override
    public void ensureCountingStopped() {
        try (NimbusClient nimbus =
                NimbusClient.Builder.withConf(stormConfiguration()).build()) {
            for (TopologySummary topology : nimbus.getClient().getClusterInfo().get_topologies()) {
                if (topology.get_name().equals(CountsTopology.NAME)) {
                    throw new AuditException(CountsTopology.NAME + " is " + topology.get_status() + ". Its transaction"
                            + " state must not change while it runs: run `storm kill " + CountsTopology.NAME
                            + " -w 0`, and wait until `storm list` no longer shows it.");
                }
            }
        } catch (AuditException e) {
            throw e;
        } catch (TException | RuntimeException e) {
            throw new AuditException(
                    "Cannot ask Nimbus whether " + CountsTopology.NAME + " is running (" + e.getMessage()
                            + "). Its transaction state must not change while it runs: start Nimbus first.",
                    e);
        }
    }

    @Override
    public void resumeCounting() {
        // The operator submits the topology again.
    }
}
