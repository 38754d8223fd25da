package io.coursepulse.drill;

import io.coursepulse.sandbox.server.ServerName;
import java.io.IOException;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.apache.storm.thrift.TException;

/** What a round of the drill does to the pipeline. Each proves that it happened; one that did not is a failed round. */
enum Fault {
    /** The worker that holds Trident's coordinator, and so decides about batches, is killed. */
    COORDINATOR {
        @Override
        InjectedFault inject(DrillCluster cluster, SplittableRandom random) throws Exception {
            return cluster.killWorker(cluster.workersWith(COORDINATOR_COMPONENT), random);
        }
    },
    /** A worker that writes counts, or the ledger, is killed; if possible not the coordinator's. */
    STATE_WORKER {
        @Override
        InjectedFault inject(DrillCluster cluster, SplittableRandom random) throws Exception {
            return cluster.killWorker(
                    cluster.excludeIfPossible(
                            cluster.workersWith(STATE_COMPONENT), cluster.workersWith(COORDINATOR_COMPONENT)),
                    random);
        }
    },
    /** A Supervisor is killed; its workers go on without it. */
    SUPERVISOR {
        @Override
        InjectedFault inject(DrillCluster cluster, SplittableRandom random) throws Exception {
            return cluster.kill(cluster.randomSupervisor(random));
        }
    },
    /** Nimbus is killed. */
    NIMBUS {
        @Override
        InjectedFault inject(DrillCluster cluster, SplittableRandom random) throws Exception {
            return cluster.kill(ServerName.NIMBUS);
        }
    },
    /** The Kafka broker is killed. */
    KAFKA {
        @Override
        InjectedFault inject(DrillCluster cluster, SplittableRandom random) throws Exception {
            return cluster.kill(ServerName.KAFKA);
        }
    },
    /** The ZooKeeper of Storm, which holds the transaction state, is killed. */
    ZOOKEEPER {
        @Override
        InjectedFault inject(DrillCluster cluster, SplittableRandom random) throws Exception {
            return cluster.kill(ServerName.ZOOKEEPER);
        }
    },
    /** The store is killed. */
    STORE {
        @Override
        InjectedFault inject(DrillCluster cluster, SplittableRandom random) throws Exception {
            return cluster.kill(cluster.store());
        }
    },
    /**
     * A node with the coordinator's worker, or another, falls silent and is taken over by the other node; then it goes
     * on where it was, believing itself in charge.
     */
    ZOMBIE {
        @Override
        InjectedFault inject(DrillCluster cluster, SplittableRandom random) throws Exception {
            return cluster.freezeNode(random);
        }
    },
    /** The topology is killed by an operator and submitted again. */
    RESUBMIT {
        @Override
        InjectedFault inject(DrillCluster cluster, SplittableRandom random) throws Exception {
            return cluster.resubmit();
        }
    },
    /** The topic is given one more partition. */
    PARTITION {
        @Override
        InjectedFault inject(DrillCluster cluster, SplittableRandom random) throws Exception {
            return cluster.addPartition();
        }
    };

    /** Part of the names that Trident and {@code CountsTopology} give to the components. */
    private static final String COORDINATOR_COMPONENT = "$mastercoord";

    private static final String STATE_COMPONENT = "counters";

    /**
     * Does it, and returns when it has happened.
     *
     * @throws DrillFailure if it cannot be done
     */
    abstract InjectedFault inject(DrillCluster cluster, SplittableRandom random)
            throws IOException, InterruptedException, ExecutionException, TException, Exception;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
