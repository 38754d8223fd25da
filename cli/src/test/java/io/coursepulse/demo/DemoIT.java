package io.coursepulse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.cli.DemoCommand;
import io.coursepulse.sandbox.process.SandboxProcesses;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The demo as a user runs it: real servers, lines through all of them, and the result. */
@Timeout(600)
class DemoIT {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Kept after a failure, with every server's log. */
    private final Path folder = Path.of("target", "it", "demo");

    @AfterEach
    void leavesNothingRunning() {
        assertThat(new SandboxProcesses(ProcessIdentity.current()).all()).isEmpty();
    }

    @Test
    void countsGeneratedLinesExactly() {
        int exit = new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("--for", "15s", "--rate", "2000", "--store", "h2", "--run", folder.toString());

        assertThat(exit).as("%s%n%s", out, err).isZero();
        assertThat(out.toString().lines()).last().isEqualTo("EXACT");
        assertThat(out.toString()).containsPattern("the generator +[1-9][0-9,]+ lines, [1-9][0-9,]+ of them clicks");
        assertThat(out.toString()).containsPattern("H2 +[1-9][0-9,]+ clicks in [1-9][0-9,]+ counters");
        // No window may be full after so short a time; ActivityIT has full ones.
        assertThat(out.toString()).containsPattern("windows (EXACT|not compared)");
    }
}
