package io.coursepulse.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.cli.DrillCommand;
import io.coursepulse.sandbox.process.SandboxProcesses;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The drill as a user runs it, with some of its faults. */
@Timeout(1200)
class DrillIT {

    /** Kept after a failure, with every server's log. */
    private final Path folder = Path.of("target", "it", "drill");

    /** The faults that no other test covers, and cheap ones of each other group. */
    private static final List<String> FAULTS = List.of(
            "kafka", "zookeeper", "partition", "zombie", "half-written", "deactivate", "clock-skew", "region-move");

    @Test
    void everyLineIsCountedOnceDespiteFaults() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exit = new CommandLine(new DrillCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(
                        "--rounds",
                        Integer.toString(FAULTS.size()),
                        "--seed",
                        "406",
                        "--faults",
                        String.join(",", FAULTS),
                        "--run",
                        folder.toString());

        assertThat(exit).as("%s%n%s", out, err).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).last().isEqualTo("EXACT");
        for (String fault : FAULTS) {
            assertThat(lines).as(fault).anyMatch(line -> line.matches(" +\\d +" + fault + " .* ok"));
        }
        assertThat(new SandboxProcesses(ProcessIdentity.current()).all()).isEmpty();
    }
}
