package io.coursepulse.topology.audit;

import io.coursepulse.config.InvalidConfigurationException;
import io.coursepulse.config.Settings;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.StoreException;
import io.coursepulse.topology.Deployment;
import io.coursepulse.topology.PipelineConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that compares or repairs what a deployment's store holds: reads the configuration, and opens the store. */
abstract class StoreCommand implements Callable<Integer> {

    /** No differences, or done. */
    static final int OK = 0;

    /** Something differs. */
    static final int DIFFERENT = 1;

    /** It could not be checked or done; nothing is known about the counts. */
    static final int NOT_DONE = 3;

    @Mixin
    private final Deployment deployment;

    @Spec
    private CommandSpec spec;

    StoreCommand(Deployment deployment) {
        this.deployment = deployment;
    }

    /** Does what the command is for, and returns the exit code. */
    abstract int run(PipelineConfig pipeline, CounterReader store) throws InterruptedException;

    @Override
    public Integer call() throws Exception {
        try {
            PipelineConfig pipeline = Settings.read(deployment.configuration(), PipelineConfig::of);
            try (CounterReader store = pipeline.store().openReader()) {
                return run(pipeline, store);
            }
        } catch (InvalidConfigurationException | AuditException | StoreException e) {
            printError(e.getMessage());
            return NOT_DONE;
        }
    }

    final Deployment deployment() {
        return deployment;
    }

    final void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }

    final void printError(String text) {
        err().println(text);
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
