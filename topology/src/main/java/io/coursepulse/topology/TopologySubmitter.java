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
 * Submits a topology on behalf of a command, and tells its user how that went.
 *
 * @param spec the command
 * @param configuration the file that it was given
 * @param name the topology's name on the cluster
 * @param duplicateWarning what two of them would do, in a sentence
 */
record TopologySubmitter(CommandSpec spec, Path configuration, String name, String duplicateWarning) {

    /** A topology, as Storm takes it. */
    record Topology(Config config, StormTopology topology) {}

    /**
     * Reads the configuration and submits what is made of it.
     *
     * @return the exit code: 0 when it was submitted, 1 when it was not
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
            return fail("A topology " + name + " runs already on this cluster. " + duplicateWarning
                    + " End that one first: storm kill " + name);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof TException) {
                return fail("Nimbus did not take the topology: " + e.getCause().getMessage()
                        + ". Is it running, and do nimbus.seeds and nimbus.thrift.port in storm.yaml name it?");
            }
            throw e;
        }
    }

    private int fail(String message) {
        spec.commandLine().getErr().println(message);
        return 1;
    }
}
