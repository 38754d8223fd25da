package io.coursepulse.topology;

import io.coursepulse.config.InvalidConfigurationException;
import io.coursepulse.config.Settings;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.storm.Config;
import org.apache.storm.StormSubmitter;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.thrift.TException;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Submits a topology for a command and prints the result.
 *
 * @param spec the command
 * @param configuration the configuration file
 * @param name the topology's name on the cluster
 * @param duplicateWarning what a second instance would do, in a sentence
 */
record TopologySubmitter(CommandSpec spec, Path configuration, String name, String duplicateWarning) {

    /** A topology and its Storm configuration. */
    record Topology(Config config, StormTopology topology) {}

    /**
     * Reads the configuration, builds the topology and submits it.
     *
     * @return the exit code: 0 if it was submitted, 1 if not
     */
    int run(Function<PipelineConfig, Topology> builder) throws InvalidTopologyException, AuthorizationException {
        try {
            PipelineConfig pipeline = Settings.read(configuration, PipelineConfig::of);
            Topology built = builder.apply(pipeline);
            StormSubmitter.submitTopology(name, built.config(), built.topology());
            spec.commandLine().getOut().println("Submitted " + name + ".");
            return 0;
        } catch (InvalidConfigurationException e) {
            return fail(e.getMessage());
        } catch (AlreadyAliveException e) {
            return fail("Topology " + name + " is already running on this cluster. " + duplicateWarning + " Kill it"
                    + " first: storm kill " + name);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof TException) {
                return fail(
                        "Cannot submit the topology to Nimbus: " + e.getCause().getMessage() + ". Check that"
                                + " Nimbus is running and that nimbus.seeds and nimbus.thrift.port in storm.yaml are"
                                + " correct.");
            }
            throw e;
        }
    }

    private int fail(String message) {
        spec.commandLine().getErr().println(message);
        return 1;
    }
}
