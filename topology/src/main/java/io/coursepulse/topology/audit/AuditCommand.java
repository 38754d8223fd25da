package io.coursepulse.topology.audit;

import io.coursepulse.store.CounterReader;
import io.coursepulse.store.CountingPause;
import io.coursepulse.topology.Deployment;
import io.coursepulse.topology.PipelineConfig;
import java.time.Instant;
import picocli.CommandLine.Command;

/** {@code audit}: compares the ledger with Kafka and the tables, and publishes the verdict. */
@Command(
        name = "audit",
        description = "Compare the ledger with Kafka's offsets and with the sums of the tables. Exit code 1 if anything"
                + " differs, 3 if it could not be checked.",
        mixinStandardHelpOptions = true)
public final class AuditCommand extends StoreCommand {

    public AuditCommand(Deployment deployment) {
        super(deployment);
    }

    @Override
    int run(PipelineConfig pipeline, CounterReader store) throws InterruptedException {
        AuditReport report = new Audit(pipeline.kafka(), store).run();
        CountingPause.repairs(store)
                .forEach(repair -> print("repaired   " + repair.day() + " at " + repair.begun() + ": "
                        + repair.ended()
                                .map(ended -> repair.counters() + " counters")
                                .orElse("not ended")));
        print(report.text());
        try {
            AuditVerdictPublisher.publish(pipeline.kafka(), report.verdictAt(Instant.now()));
        } catch (AuditException e) {
            // The dashboard misses the verdict; the result of the audit stands.
            printError(e.getMessage());
        }
        return report.isConsistent() ? OK : DIFFERENT;
    }
}
