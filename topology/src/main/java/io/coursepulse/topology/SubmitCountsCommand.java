package io.coursepulse.topology;

import io.coursepulse.topology.counts.CountsTopology;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.InvalidTopologyException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code storm jar coursepulse-topology.jar io.coursepulse.topology.Main counts --config FILE}. */
@Command(name = "counts", description = "Submits the exactly-once counting topology.", mixinStandardHelpOptions = true)
final class SubmitCountsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path config;

    @Override
    public Integer call() throws InvalidTopologyException, AuthorizationException {
        return new TopologySubmitter(
                        spec,
                        config,
                        CountsTopology.NAME,
                        "A second instance would try to count every line twice, which the ledger refuses.")
                .run(pipeline -> new TopologySubmitter.Topology(
                        CountsTopology.config(pipeline), CountsTopology.build(pipeline)));
    }
}
