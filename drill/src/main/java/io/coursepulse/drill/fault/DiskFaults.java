package io.coursepulse.drill.fault;

import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.SmallDisk;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.sandbox.server.StoreName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Disks that are full for a while. */
public final class DiskFaults {

    private static final Logger LOG = LoggerFactory.getLogger(DiskFaults.class);

    /** Longer than a batch may take. A server that dies of it is restarted as soon as there is space again. */
    private static final Duration FULL_FOR = Duration.ofSeconds(15);

    private static final Duration OWN_RECOVERY = Duration.ofSeconds(30);

    private DiskFaults() {}

    /** The disks that these faults need, in MB. Flume's channel itself demands 500 MB to be free. */
    public static Map<ServerName, Integer> disks(StoreName store) {
        return Map.of(ServerName.KAFKA, 1024, ServerName.ZOOKEEPER, 512, ServerName.FLUME, 800, store.server(), 1024);
    }

    static Optional<String> obstacle(DrillSetup setup) {
        try {
            return SmallDisk.isPossible(Path.of(System.getProperty("java.io.tmpdir")))
                    ? Optional.empty()
                    : Optional.of("mounting a small disk needs root");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    static InjectedFault fill(DrillCluster cluster, ServerName server) throws IOException, InterruptedException {
        Sandbox sandbox = cluster.sandbox();
        SmallDisk disk = sandbox.smallDisk(server);
        disk.fill();
        try {
            // Until the server exits, or the length of the fault.
            Await.within(FULL_FOR, () -> !sandbox.isAlive(server));
            if (!disk.isFull() && sandbox.isAlive(server)) {
                throw new DrillFailure("The disk of " + server + " was not full");
            }
        } finally {
            disk.free();
        }
        String effect = sandbox.isAlive(server) ? "for " + FULL_FOR.toSeconds() + " s" : "until it exited";
        long freed = System.nanoTime();
        boolean restarted = restartIfStuck(cluster, server);
        String target = server + ", full " + effect + (restarted ? ", restarted" : "");
        return new InjectedFault(target, freed, () -> {
            sandbox.awaitReady(server, Targets.RECOVERY_TIMEOUT);
            Targets.awaitTopology(sandbox);
        });
    }

    /**
     * As an operator would: a server that does not work although there is space is started again. HBase answers reads then, and
     * accepts no write before it is restarted.
     */
    private static boolean restartIfStuck(DrillCluster cluster, ServerName server)
            throws IOException, InterruptedException {
        try {
            cluster.sandbox().awaitReady(server, OWN_RECOVERY);
            if (server != cluster.store() || cluster.ledger().commitsWithin(OWN_RECOVERY)) {
                return false;
            }
        } catch (SandboxFailure e) {
            LOG.info("{} does not recover by itself", server, e);
        }
        cluster.sandbox().restart(server);
        return true;
    }
}
