package io.coursepulse.topology.audit;

import io.coursepulse.store.CounterReader;
import io.coursepulse.store.CounterStore;
import io.coursepulse.topology.Deployment;
import io.coursepulse.topology.PipelineConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code recover}: rebuilds the transaction state while the topology that counts is stopped. */
@Command(
        name = "recover",
        description = {
            "Rebuild lost transaction state in ZooKeeper from the ledger, or say why that is not possible. Exit code 3 if"
                    + " it was not done.",
            "The topology that counts must not run meanwhile: the sandbox stops it and submits it again; on a cluster,"
                    + " kill it first."
        },
        mixinStandardHelpOptions = true)
public final class RecoverCommand extends StoreCommand {

    @Option(
            names = "--store-restored",
            description =
                    "The store was restored from a backup: continue at its ledger's offsets although the transaction"
                            + " state is ahead of them. Needs the lines since the backup in Kafka.")
    private boolean storeRestored;

    public RecoverCommand(Deployment deployment) {
        super(deployment);
    }

    @Override
    public Integer call() throws Exception {
        try {
            deployment().ensureCountingStopped();
        } catch (AuditException e) {
            printError(e.getMessage());
            return NOT_DONE;
        }
        try {
            return super.call();
        } finally {
            deployment().resumeCounting();
        }
    }

    @Override
    int run(PipelineConfig pipeline, CounterReader store) throws InterruptedException {
        try (CounterStore counters = pipeline.store().open();
                TransactionState state = new TransactionState(
                        deployment().stormConfiguration(), pipeline.counts().transactionId())) {
            new TransactionStateRecovery(pipeline, counters, state, storeRestored)
                    .run()
                    .forEach(this::print);
            return OK;
        }
    }
}
