package io.coursepulse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.generator.GroundTruth;
import io.coursepulse.generator.LineOutcome;
import io.coursepulse.generator.RegexRecount;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Timeout(60)
class GenerateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    /** The main class for tests that need a process of their own. */
    static final class Main {
        public static void main(String[] arguments) {
            System.exit(new CommandLine(new GenerateCommand()).execute(arguments));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rate 0               | --rate must be from 1 to 10000000 lines per second, was 0",
                "--rate -5              | --rate must be from 1 to 10000000 lines per second, was -5",
                "--rate fast            | Invalid value for option '--rate': 'fast' is not an int",
                "--courses 9            | Missing required option: '--rate=N'",
                "--rate 1 --format xml  | Invalid value for option '--format': format must be one of combined, course, was xml",
                "--rate 1 --courses 0   | --courses must be from 1 to 9999, was 0",
                "--rate 1 --courses 10000 | --courses must be from 1 to 9999, was 10000",
                "--rate 1 --broken 101% | --broken must be a share from 0 to 1, or 0% to 100%, was 1.01",
                "--rate 1 --broken some | Invalid value for option '--broken': 'some' is not a valid share; use 0.5% or 0.005",
                "--rate 1 --broken -1   | Invalid value for option '--broken': '-1' is not a valid share; use 0.5% or 0.005",
                "--rate 1 --for 60      | Invalid value for option '--for': '60' is not a valid duration; use 500ms, 60s, 5m or 2h",
                "--rate 1 --for 0s      | --for must be longer than 0s, at most 290 years",
                "--rate 1 --for 999999999999h | --for must be longer than 0s, at most 290 years",
                "--rate 1 --lines 0     | --lines must be at least 1, was 0",
                "--rate 1 --zone Moon   | Invalid value for option '--zone': 'Moon' is not a valid time zone; use Asia/Shanghai or UTC",
            })
    void invalidOptionIsReportedInOneLine(String arguments, String message) {
        Path log = folder.resolve("access.log");

        assertThat(run((arguments + " --log " + log).split(" +"))).isEqualTo(2);
        assertThat(err.toString().lines().findFirst()).hasValue(message);
        assertThat(log).doesNotExist();
    }

    @Test
    void appendsLinesAndWritesGroundTruth() throws Exception {
        Path log = folder.resolve("access.log");

        int exit =
                run("--rate", "100000", "--lines", "12345", "--log", log.toString(), "--broken", "2%", "--seed", "9");

        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        GroundTruth truth = GroundTruth.read(folder.resolve("access.log.truth.json"));
        RegexRecount recount = RegexRecount.of(Files.readAllBytes(log));
        assertThat(truth.lines()).isEqualTo(12_345);
        assertThat(truth.counted()).isEqualTo(recount.lines(LineOutcome.COUNTED));
        assertThat(truth.table(Dimension.COURSE)).isEqualTo(recount.courses);
        assertThat(truth.table(Dimension.SEARCH)).isEqualTo(recount.engines);
        assertThat(out.toString())
                .contains("Appending 100,000 lines/s (combined, courses: 100, seed: 9) to ")
                .contains("Appended 12,345 lines")
                .containsPattern("counted +" + String.format("%,d", truth.counted()))
                .containsPattern("robots +" + recount.lines(LineOutcome.ROBOT))
                .containsPattern("broken +" + truth.lines(LineOutcome.REJECTED))
                .containsPattern("Top courses\\R +112 ");
    }

    @Test
    void writesGroundTruthToGivenFile() throws Exception {
        Path truth = folder.resolve("elsewhere/truth.json");

        int exit = run(
                "--rate",
                "1000",
                "--for",
                "100ms",
                "--format",
                "course",
                "--log",
                folder.resolve("a.log").toString(),
                "--truth",
                truth.toString());

        assertThat(exit).isZero();
        assertThat(GroundTruth.read(truth).lines()).isEqualTo(100);
        assertThat(Files.readString(folder.resolve("a.log"))).contains("\t\"GET /class/");
    }

    @Test
    void fullDiskIsReportedInOneLine() {
        assumeThat(Path.of("/dev/full")).exists();

        int exit = run(
                "--rate",
                "1000",
                "--log",
                "/dev/full",
                "--truth",
                folder.resolve("t.json").toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("Writing /dev/full failed: No space left on device");
    }

    @Test
    void unwritableGroundTruthIsReportedInOneLine() {
        Path log = folder.resolve("access.log");

        int exit = run(
                "--rate",
                "1000",
                "--lines",
                "1",
                "--log",
                log.toString(),
                "--truth",
                log.resolve("t.json").toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo("Cannot write the ground truth to " + log.resolve("t.json") + ": " + log
                        + " exists and is not a directory");
    }

    @Test
    void unwritableLogIsReportedInOneLine() {
        int exit = run("--rate", "1000", "--log", folder.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("Cannot append to " + folder + ": Is a directory");
    }

    @Test
    void signalStopsAndWritesGroundTruthInAnyLocale() throws Exception {
        Path log = folder.resolve("access.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // Months must be English here too.
                        "-Duser.language=zh",
                        "-Duser.country=CN",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--rate",
                        "20000",
                        "--log",
                        log.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).startsWith("Appending 20,000 lines/s");
            while (Files.size(log) < 1_000_000) {
                assertThat(process.isAlive()).isTrue();
                Thread.onSpinWait();
            }
            // Process.destroy would close the output before it is read.
            process.toHandle().destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(output.lines()).anyMatch(line -> line.startsWith("Ground truth: "));
        } finally {
            process.destroyForcibly();
        }

        GroundTruth truth = GroundTruth.read(folder.resolve("access.log.truth.json"));
        RegexRecount recount = RegexRecount.of(Files.readAllBytes(log));
        assertThat(truth.lines()).isEqualTo(recount.outcomes.size());
        assertThat(truth.table(Dimension.COURSE)).isEqualTo(recount.courses);
    }

    private int run(String... arguments) {
        return new CommandLine(new GenerateCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
