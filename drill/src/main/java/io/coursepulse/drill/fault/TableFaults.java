package io.coursepulse.drill.fault;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.server.HBaseRegions;
import io.coursepulse.sandbox.server.StoreName;
import io.coursepulse.store.CounterShards;
import io.coursepulse.store.Ledger;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;

/** Partitions and regions that change while lines are counted. */
final class TableFaults {

    private TableFaults() {}

    static Optional<String> obstacle(DrillSetup setup) {
        return setup.store() == StoreName.HBASE
                ? Optional.empty()
                : Optional.of(setup.store().title() + " has no regions");
    }

    static InjectedFault addPartition(DrillCluster cluster, SplittableRandom random)
            throws InterruptedException, ExecutionException {
        try (TopicAdmin topic = new TopicAdmin(cluster)) {
            int partitions = topic.partitions();
            topic.increasePartitionsTo(partitions + 1);
            String added = cluster.topic() + "-" + partitions;
            return InjectedFault.now(
                    "partition " + added,
                    () -> Await.until(
                            "lines of " + added + " to be counted", Targets.RECOVERY_TIMEOUT, () -> cluster.ledger()
                                    .hasCounted(added)));
        }
    }

    static InjectedFault splitRegion(DrillCluster cluster, SplittableRandom random)
            throws IOException, InterruptedException {
        String table = anyCounters(random);
        // Rows begin with a day, and then a course or a value.
        String row = LocalDate.now().format(DateTimeFormatter.BASIC_ISO_DATE) + "_" + (100 + random.nextInt(900));
        try (HBaseRegions regions = regions(cluster)) {
            int before = regions.count(table);
            regions.split(table, row);
            Await.until(
                    "a region of " + table + " to be split",
                    Targets.RECOVERY_TIMEOUT,
                    () -> regions.count(table) > before);
        }
        return InjectedFault.now(table + " at row " + row, () -> Targets.awaitTopology(cluster.sandbox()));
    }

    static InjectedFault moveRegions(DrillCluster cluster, SplittableRandom random)
            throws IOException, InterruptedException {
        List<String> tables = List.of(Ledger.TABLE, CounterShards.TABLE, anyCounters(random));
        int moved = 0;
        try (HBaseRegions regions = regions(cluster)) {
            for (String table : tables) {
                moved += regions.move(table);
            }
        }
        if (moved < tables.size()) {
            throw new DrillFailure("Only " + moved + " regions of " + tables + " moved");
        }
        return InjectedFault.now(
                moved + " regions of " + String.join(", ", tables), () -> Targets.awaitTopology(cluster.sandbox()));
    }

    private static String anyCounters(SplittableRandom random) {
        List<String> tables =
                Arrays.stream(Dimension.values()).map(Dimension::table).toList();
        return tables.get(random.nextInt(tables.size()));
    }

    private static HBaseRegions regions(DrillCluster cluster) throws IOException {
        return new HBaseRegions(cluster.sandbox().ports().of(PortName.HBASE_ZOOKEEPER));
    }
}
