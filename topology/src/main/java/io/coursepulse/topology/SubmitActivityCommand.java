package io.coursepulse.topology;

import io.coursepulse.topology.activity.ActivityTopology;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.InvalidTopologyException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code storm jar coursepulse-topology.jar io.coursepulse.topology.Main activity --config FILE}. */
@Command(
        name = "activity",
        description = "Submits the topology of recent activity: the clicks of the last minutes, in sliding windows.",
        mixinStandardHelpOptions = true)
final class SubmitActivityCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path config;

    @Override
    public Integer call() throws InvalidTopologyException, AuthorizationException {
        return new TopologySubmitter(
                        spec, config, ActivityTopology.NAME, "A second instance would publish every window twice.")
                .run(pipeline -> new TopologySubmitter.Topology(
                        ActivityTopology.config(pipeline), ActivityTopology.build(pipeline)));
    }
}
