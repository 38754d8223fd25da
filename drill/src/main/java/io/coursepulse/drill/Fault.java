package io.coursepulse.drill;

import io.coursepulse.sandbox.server.ServerName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.apache.storm.thrift.TException;

/** A fault of the drill. Each verifies that it took effect; one that did not fails the round. */
enum Fault {
    /** The worker with Trident's coordinator, which starts and commits batches, is killed. */
    COORDINATOR {
        @Override
        InjectedFault inject(DrillCluster cluster, SplittableRandom random) throws Exception {
            return cluster.killWorker(cluster.workersWith(COORDINATOR_COMPONENT), random);
        }
    },
    /** A worker that writes counts or the ledger is killed; if possible not the coordinator's. */
    STATE_WORKER {
        @Override
        InjectedFault inject(DrillCluster cluster, SplittableRandom random) throws Exception {
            return cluster.killWorker(
                    cluster.excludeIfPossible(
                            cluster.workersWith(STATE_COMPONENT), cluster.workersWith(COORDINATOR_COMPONENT)),
                    random);
        }
    },
    /** A Supervisor is killed; its workers keep running. */
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
     * A node freezes and the other node takes over; then it resumes where it was, believing itself still in charge.
     */
    ZOMBIE {
        @Override
        InjectedFault inject(DrillCluster cluster, SplittableRandom random) throws Exception {
            return cluster.freezeNode(random);
        }
    },
    /** The topology is killed and submitted again. */
    RESUBMIT {
        @Override
        InjectedFault inject(DrillCluster cluster, SplittableRandom random) throws Exception {
            return cluster.resubmit();
        }
    },
    /** The topic gets one more partition. */
    PARTITION {
        @Override
        InjectedFault inject(DrillCluster cluster, SplittableRandom random) throws Exception {
            return cluster.addPartition();
        }
    };

    /** Substrings of the component names given by Trident and {@code CountsTopology}. */
    private static final String COORDINATOR_COMPONENT = "$mastercoord";

    private static final String STATE_COMPONENT = "counters";

    /** The faults of a drill in their order, chosen by the seed: each once before any comes again. */
    static List<Fault> schedule(int rounds, long seed) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        while (faults.size() < rounds) {
            List<Fault> each = Arrays.asList(values());
            Collections.shuffle(each, random);
            faults.addAll(each);
        }
        return List.copyOf(faults.subList(0, rounds));
    }

    /**
     * Injects the fault; returns when it has taken effect.
     *
     * @throws DrillFailure if it cannot be injected
     */
    abstract InjectedFault inject(DrillCluster cluster, SplittableRandom random)
            throws IOException, InterruptedException, ExecutionException, TException, Exception;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * A fault that has taken effect.
     *
     * @param target what was hit: {@code hbase (process 4711)}
     * @param recovery what to await once counting continues
     */
    record InjectedFault(String target, Recovery recovery) {

        /** The end of a fault. */
        @FunctionalInterface
        interface Recovery {
            /**
             * Returns when the target, or its successor, works again.
             *
             * @throws DrillFailure if the fault turns out not to have taken effect
             */
            void complete() throws Exception;
        }
    }
}
