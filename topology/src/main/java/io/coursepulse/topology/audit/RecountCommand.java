package io.coursepulse.topology.audit;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.store.CounterReader;
import io.coursepulse.topology.Deployment;
import io.coursepulse.topology.PipelineConfig;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code recount}: counts a day again from Kafka, and compares. */
@Command(
        name = "recount",
        description =
                "Count a day again from the lines in Kafka, and compare every counter with the store. Exit code 1 if"
                        + " any differs, 3 if it could not be counted.",
        mixinStandardHelpOptions = true)
public final class RecountCommand extends StoreCommand {

    @Option(
            names = "--day",
            paramLabel = "DAY",
            converter = DayConverter.class,
            description = "The day, as 20171111 or 2017-11-11, in the configured zone (default: today).")
    private LocalDate day;

    @Option(names = "--course", paramLabel = "ID", description = "This course only (default: all).")
    private String course;

    public RecountCommand(Deployment deployment) {
        super(deployment);
    }

    @Override
    int run(PipelineConfig pipeline, CounterReader store) throws InterruptedException {
        ProgressBar bar = new ProgressBar(err());
        LocalDate counted = day == null ? LocalDate.now(pipeline.lines().zone()) : day;
        RecountReport report = new Recount(pipeline, store, bar).run(counted, Optional.ofNullable(course));
        bar.close();
        print(report.text());
        return report.isConsistent() ? OK : DIFFERENT;
    }

    /** A day, with or without hyphens. */
    static final class DayConverter implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String text) {
            try {
                return CounterRow.parseDay(text.replace("-", ""));
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + text + "' is not a valid day; use 20171111 or 2017-11-11");
            }
        }
    }
}
