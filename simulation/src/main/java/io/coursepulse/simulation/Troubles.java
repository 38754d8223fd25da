package io.coursepulse.simulation;

/** Which servers are away, and how often they then do not answer. */
final class Troubles {

    private static final long NEVER = Long.MIN_VALUE;

    private final SimulatedCluster cluster;
    private long storeUntil = NEVER;
    private long kafkaUntil = NEVER;
    private long zooKeeperUntil = NEVER;
    private int percent = 100;

    Troubles(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    void storeUntil(long time, int percentOfCalls) {
        storeUntil = time;
        percent = percentOfCalls;
    }

    void kafkaUntil(long time, int percentOfCalls) {
        kafkaUntil = time;
        percent = percentOfCalls;
    }

    void zooKeeperUntil(long time, int percentOfCalls) {
        zooKeeperUntil = time;
        percent = percentOfCalls;
    }

    void end() {
        storeUntil = NEVER;
        kafkaUntil = NEVER;
        zooKeeperUntil = NEVER;
    }

    boolean store() {
        return happens(storeUntil);
    }

    boolean kafka() {
        return happens(kafkaUntil);
    }

    boolean zooKeeper() {
        return happens(zooKeeperUntil);
    }

    private boolean happens(long until) {
        return cluster.now() < until && cluster.random().nextInt(100) < percent;
    }
}
