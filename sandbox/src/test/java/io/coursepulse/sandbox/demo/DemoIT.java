package io.coursepulse.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.leash.ProcessIdentity;
import io.coursepulse.sandbox.generator.GeneratorOptions;
import io.coursepulse.sandbox.generator.LogFormat;
import io.coursepulse.sandbox.generator.LogWriter;
import io.coursepulse.sandbox.generator.StopAfter;
import io.coursepulse.sandbox.process.LeashedProcesses;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The demo as its user runs it: real servers, lines through all of them, and the verdict. */
@Timeout(600)
class DemoIT {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Kept when the test has failed, with every server's log. */
    private final Path folder = Path.of("target", "it");

    @AfterEach
    void leavesNothingRunning() {
        assertThat(new LeashedProcesses(ProcessIdentity.current()).all()).isEmpty();
    }

    private int demo(String... arguments) {
        return new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void countsGeneratedLinesExactly() {
        int exit = demo(
                "--for",
                "15s",
                "--rate",
                "2000",
                "--run",
                folder.resolve("demo").toString());

        assertThat(exit).as("%s%n%s", out, err).isZero();
        assertThat(out.toString().lines()).last().isEqualTo("EXACT");
        assertThat(out.toString()).containsPattern("the generator +[1-9][0-9,]+ lines, [1-9][0-9,]+ of them clicks");
        assertThat(out.toString()).containsPattern("HBase +[1-9][0-9,]+ clicks in [1-9][0-9,]+ counters");
        // None may be full after so short a time; ActivityIT has full ones.
        assertThat(out.toString()).containsPattern("windows (EXACT|not compared)");
    }

    @Test
    void countsTheUsersOwnLogExactly() throws Exception {
        Path log = folder.resolve("theirs/access.log");
        Files.deleteIfExists(log);
        GeneratorOptions options = GeneratorOptions.standard(50_000, 11)
                .withFormat(LogFormat.COURSE)
                .withZone(ZoneId.systemDefault())
                .withBroken(0.02);
        try (LogWriter writer = new LogWriter(options, StopAfter.lines(30_000), log, InstantSource.system())) {
            writer.start();
            assertThat(writer.awaitEnd(Duration.ofMinutes(1))).isTrue();
            writer.stop();
        }

        int exit = demo(
                "--for",
                "1s",
                "--log",
                log.toString(),
                "--run",
                folder.resolve("demo-log").toString());

        assertThat(exit).as("%s%n%s", out, err).isZero();
        assertThat(out.toString().lines()).last().isEqualTo("EXACT");
        assertThat(out.toString()).containsPattern("counted anew from access.log +30,000 lines");
    }
}
