package io.coursepulse.topology;

import io.coursepulse.config.InvalidConfigurationException;
import io.coursepulse.config.Settings;
import io.coursepulse.topology.activity.ActivityTopology;
import io.coursepulse.topology.counts.CountsTopology;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.storm.Config;
import org.apache.storm.StormSubmitter;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.thrift.TException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The commands that submit a topology: {@code storm jar coursepulse-topology.jar ...Main counts --config FILE}. */
abstract class SubmitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path config;

    @Command(
            name = "counts",
            description = "Submits the exactly-once counting topology.",
            mixinStandardHelpOptions = true)
    static final class Counts extends SubmitCommand {
        @Override
        public Integer call() throws InvalidTopologyException, AuthorizationException {
            return submit(
                    CountsTopology.NAME,
                    "A second instance would try to count every line twice, which the ledger refuses.",
                    CountsTopology::config,
                    CountsTopology::build);
        }
    }

    @Command(
            name = "activity",
            description =
                    "Submits the topology of recent activity: the clicks of the last minutes, in sliding windows.",
            mixinStandardHelpOptions = true)
    static final class Activity extends SubmitCommand {
        @Override
        public Integer call() throws InvalidTopologyException, AuthorizationException {
            return submit(
                    ActivityTopology.NAME,
                    "A second instance would publish every window twice.",
                    ActivityTopology::config,
                    ActivityTopology::build);
        }
    }

    /**
     * Reads the configuration, builds the topology, submits it and prints the result.
     *
     * @param name the topology's name on the cluster
     * @param duplicateWarning what a second instance would do, in a sentence
     * @return the exit code: 0 if it was submitted, 1 if not
     */
    int submit(
            String name,
            String duplicateWarning,
            Function<PipelineConfig, Config> stormConfig,
            Function<PipelineConfig, StormTopology> topology)
            throws InvalidTopologyException, AuthorizationException {
        try {
            PipelineConfig pipeline = Settings.read(config, PipelineConfig::of);
            StormSubmitter.submitTopology(name, stormConfig.apply(pipeline), topology.apply(pipeline));
            spec.commandLine().getOut().println("Submitted " + name + ".");
            return 0;
        } catch (InvalidConfigurationException e) {
            return fail(e.getMessage());
        } catch (AlreadyAliveException e) {
            return fail("Topology " + name + " is already running on this cluster. " + duplicateWarning
                    + " Kill it first: storm kill " + name);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof TException) {
                return fail(
                        "Cannot submit the topology to Nimbus: " + e.getCause().getMessage()
                                + ". Check that Nimbus is running and that nimbus.seeds and nimbus.thrift.port in"
                                + " storm.yaml"
                                + " are correct.");
            }
            throw e;
        }
    }

    private int fail(String message) {
        spec.commandLine().getErr().println(message);
        return 1;
    }
}
