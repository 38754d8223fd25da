package io.coursepulse.topology.audit;

import io.coursepulse.config.InvalidConfigurationException;
import io.coursepulse.config.Settings;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.StoreException;
import io.coursepulse.topology.PipelineConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs audit, recount and recover for a command line: with the pipeline's configuration, output on the terminal and an
 * exit code. Used by the commands for {@code storm jar} and by those of the sandbox.
 */
public final class Checks {

    /** No difference was found, or the operation was carried out. */
    public static final int OK = 0;
    /** A difference was found. */
    public static final int DIFFERENT = 1;
    /** The check or operation could not be carried out; nothing is known about the counts. */
    public static final int NOT_DONE = 3;

    private final CommandSpec spec;
    private final Path configuration;

    /**
     * Creates the checks of a command.
     *
     * @param spec the command, whose streams are used for output
     * @param configuration the file that the topology was submitted with
     */
    public Checks(CommandSpec spec, Path configuration) {
        this.spec = spec;
        this.configuration = configuration;
    }

    /** Audits, prints the report and returns the exit code. */
    public int audit() throws InterruptedException {
        return with((pipeline, store) -> {
            AuditReport report = new Audit(pipeline.kafka(), store).run();
            print(report.text());
            publishVerdict(pipeline, report);
            return report.isConsistent() ? OK : DIFFERENT;
        });
    }

    private void publishVerdict(PipelineConfig pipeline, AuditReport report) throws InterruptedException {
        try {
            AuditVerdictPublisher.publish(pipeline.kafka(), report.verdictAt(Instant.now()));
        } catch (AuditException e) {
            // The counts are as they were found.
            spec.commandLine().getErr().println(e.getMessage());
        }
    }

    /** Recounts, prints the report and returns the exit code. */
    public int recount(RecountOptions options) throws InterruptedException {
        return with((pipeline, store) -> {
            ProgressBar bar = new ProgressBar(spec.commandLine().getErr());
            RecountReport report = new Recount(pipeline, store, bar)
                    .run(options.day(pipeline.lines().zone()), options.course());
            bar.close();
            print(report.text());
            return report.isExact() ? OK : DIFFERENT;
        });
    }

    /**
     * Rebuilds the transaction state, prints what was done and returns the exit code.
     *
     * @param storm Storm's configuration, with the address of its ZooKeeper
     */
    public int recover(Map<String, Object> storm) throws InterruptedException {
        return with((pipeline, store) -> {
            try (TransactionState state =
                    new TransactionState(storm, pipeline.counts().transactionId())) {
                new TransactionStateRecovery(pipeline, store, state).run().forEach(this::print);
                return OK;
            }
        });
    }

    private interface Check {
        int run(PipelineConfig pipeline, CounterReader store) throws InterruptedException;
    }

    private int with(Check check) throws InterruptedException {
        try {
            PipelineConfig pipeline = Settings.read(configuration, PipelineConfig::of);
            try (CounterReader store = pipeline.store().openReader()) {
                return check.run(pipeline, store);
            }
        } catch (InvalidConfigurationException | AuditException | StoreException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return NOT_DONE;
        }
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
