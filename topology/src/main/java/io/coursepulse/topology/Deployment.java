package io.coursepulse.topology;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The running pipeline that {@code audit}, {@code recount}, {@code recover} and {@code blacklist} work on. Picocli mixes it
 * into the command, so an implementation brings the option that selects the pipeline: {@code --config} for a Storm cluster
 * ({@link ClusterDeployment}), {@code --run} for the sandbox.
 */
public interface Deployment {

    /**
     * The configuration that the topologies were submitted with.
     *
     * @throws io.coursepulse.topology.audit.AuditException if there is no such pipeline
     */
    Path configuration();

    /** Storm's configuration, which says where its ZooKeeper is. */
    Map<String, Object> stormConfiguration();

    /**
     * Makes sure that the topology that counts does not run, so that its transaction state can be replaced: the sandbox
     * ends it, a cluster's operator is told to.
     *
     * @throws io.coursepulse.topology.audit.AuditException if it runs, or if that is unknown
     */
    void ensureCountingStopped() throws InterruptedException;

    /** Called after the transaction state was replaced, or could not be for whatever reason: undoes what was done to stop the
     * counting. */
    void resumeCounting() throws IOException, InterruptedException;
}
