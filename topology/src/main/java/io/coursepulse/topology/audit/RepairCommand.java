package io.coursepulse.topology.audit;

import io.coursepulse.store.CounterReader;
import io.coursepulse.store.CounterStore;
import io.coursepulse.topology.Deployment;
import io.coursepulse.topology.PipelineConfig;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code repair}: sets a day's counters to what a recount has found. */
@Command(
        name = "repair",
        description =
                "Set a day's counters to what a recount from the lines in Kafka finds. The topology may run: counting"
                        + " is paused meanwhile. Exit code 1 if counters differ (with --dry-run), 3 if it could not be done.",
        mixinStandardHelpOptions = true)
public final class RepairCommand extends StoreCommand {

    @Option(
            names = "--day",
            paramLabel = "DAY",
            required = true,
            converter = RecountCommand.DayConverter.class,
            description = "The day, as 20171111 or 2017-11-11, in the configured zone.")
    private LocalDate day;

    @Option(names = "--dry-run", description = "Show what would be changed, and change nothing.")
    private boolean dryRun;

    public RepairCommand(Deployment deployment) {
        super(deployment);
    }

    @Override
    int run(PipelineConfig pipeline, CounterReader reader) throws InterruptedException {
        ProgressBar bar = new ProgressBar(err());
        try (CounterStore store = pipeline.store().open()) {
            Repair repair = new Repair(pipeline, store, bar);
            Repair.Result result = dryRun ? repair.find(day) : repair.run(day);
            bar.close();
            print(result.before().text());
            if (result.later() > 0) {
                print(result.later() + " counters " + (dryRun ? "have" : "had")
                        + " a later batch than there is: something else than CoursePulse has written them.");
            }
            if (dryRun) {
                return result.later() == 0 && result.before().isConsistent() ? OK : DIFFERENT;
            }
            if (!result.isUnchanged()) {
                print("Set these " + result.before().differences().size() + " counters to the recounted values.");
                print(result.after().text());
            }
            return OK;
        }
    }
}
