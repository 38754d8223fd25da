package io.coursepulse.drill.fault;

import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.server.ServerName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Submits the topology with another template of course pages, which none of the drill's lines has, and at the end of the
 * round as it was, between batches. Its rules have another identity then, but judge every line the same, so that all counts
 * can be compared.
 */
final class RulesFault {

    private static final String OTHER_RULES = "lines.course-pages = [\"/class/{course}.html\", \"/drill/{course}\"]\n";
    private static final String REFUSED = "was counted under rules";

    private RulesFault() {}

    static InjectedFault change(DrillCluster cluster, SplittableRandom random) throws Exception {
        Sandbox sandbox = cluster.sandbox();
        Path configuration = sandbox.configuration();
        String former = Files.readString(configuration);
        long start = System.nanoTime();
        Files.writeString(configuration, former + OTHER_RULES);
        boolean refused;
        try {
            sandbox.restart(ServerName.TOPOLOGY);
            refused = isRefused(cluster);
        } finally {
            Files.writeString(configuration, former);
        }
        if (refused) {
            sandbox.restart(ServerName.TOPOLOGY);
        }
        String target = "course pages, " + (refused ? "refused in mid-batch" : "between batches");
        return new InjectedFault(target, start, () -> {
            if (!refused) {
                restoreRules(cluster);
            }
            Targets.awaitTopology(sandbox);
        });
    }

    /** Waits until the topology counts, or says that it does not under these rules. */
    private static boolean isRefused(DrillCluster cluster) throws InterruptedException {
        long before = cluster.ledger().txid();
        boolean[] refused = {false};
        Await.until("the topology to count under other rules, or to refuse", Targets.RECOVERY_TIMEOUT, () -> {
            refused[0] = cluster.sandbox().placement().errors().stream().anyMatch(error -> error.contains(REFUSED));
            return refused[0] || cluster.ledger().txid() > before + 1;
        });
        return refused[0];
    }

    /** As an operator would: the batches under way end before the rules change. */
    private static void restoreRules(DrillCluster cluster) throws Exception {
        cluster.sandbox().placement().deactivate();
        TopologyFaults.awaitQuiet(cluster);
        cluster.sandbox().restart(ServerName.TOPOLOGY);
        cluster.ledger().awaitCommit("the return to the former rules");
    }
}
