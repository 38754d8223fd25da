package io.coursepulse.topology.audit;

import io.coursepulse.topology.counts.CountsTopology;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.Utils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code storm jar coursepulse-topology.jar io.coursepulse.topology.Main recover --config FILE}. */
@Command(
        name = "recover",
        description = "Rebuilds lost transaction state in ZooKeeper from the ledger, or says why it cannot.",
        mixinStandardHelpOptions = true)
public final class RecoverCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path config;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> storm = Utils.readStormConfig();
        try (NimbusClient nimbus = NimbusClient.Builder.withConf(storm).build()) {
            for (TopologySummary topology : nimbus.getClient().getClusterInfo().get_topologies()) {
                if (topology.get_name().equals(CountsTopology.NAME)) {
                    return refuse(CountsTopology.NAME + " is " + topology.get_status() + ". Its state must not change"
                            + " under it: end it first (storm kill " + CountsTopology.NAME + " -w 0), and wait until"
                            + " `storm list` does not show it any more.");
                }
            }
        } catch (TException | RuntimeException e) {
            return refuse("Nimbus does not say whether " + CountsTopology.NAME + " runs (" + e.getMessage()
                    + "). Its state must not change under it: bring Nimbus back first.");
        }
        return new Checks(spec, config).recover(storm);
    }

    private int refuse(String why) {
        spec.commandLine().getErr().println(why);
        return Checks.NOT_DONE;
    }
}
