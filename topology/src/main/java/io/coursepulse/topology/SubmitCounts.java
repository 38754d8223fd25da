package io.coursepulse.topology;

import io.coursepulse.config.InvalidConfigurationException;
import io.coursepulse.config.Settings;
import io.coursepulse.topology.counts.CountsTopology;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.storm.StormSubmitter;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.thrift.TException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code storm jar coursepulse-topology.jar io.coursepulse.topology.Main counts --config FILE}. */
@Command(name = "counts", description = "Submits the topology that counts exactly.", mixinStandardHelpOptions = true)
final class SubmitCounts implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path config;

    @Override
    public Integer call() throws InvalidTopologyException, AuthorizationException {
        try {
            PipelineConfig pipeline = Settings.read(config, PipelineConfig::of);
            StormSubmitter.submitTopology(
                    CountsTopology.NAME, CountsTopology.config(pipeline), CountsTopology.build(pipeline));
            spec.commandLine().getOut().println("Submitted " + CountsTopology.NAME + ".");
            return 0;
        } catch (InvalidConfigurationException e) {
            return failed(e.getMessage());
        } catch (AlreadyAliveException e) {
            return failed("A topology " + CountsTopology.NAME + " runs already on this cluster. Two of them would count"
                    + " every line twice, if the ledger let them. End that one first: storm kill "
                    + CountsTopology.NAME);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof TException) {
                return failed(
                        "Nimbus did not take the topology: " + e.getCause().getMessage()
                                + ". Is it running, and do nimbus.seeds and nimbus.thrift.port in storm.yaml name it?");
            }
            throw e;
        }
    }

    private int failed(String message) {
        spec.commandLine().getErr().println(message);
        return 1;
    }
}
