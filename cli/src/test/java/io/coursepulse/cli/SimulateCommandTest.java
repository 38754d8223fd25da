package io.coursepulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SimulateCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new SimulateCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void seedsAreExact() {
        assertThat(run("--seeds", "20", "--first", "100", "--threads", "2"))
                .as(() -> err.toString())
                .isZero();
        assertThat(out.toString()).startsWith("20 seeds, 0 failed").endsWith("EXACT\n");
    }

    @Test
    void oneSeedIsTold() {
        assertThat(run("--seed", "7")).isZero();
        assertThat(out.toString())
                .contains("submitted: tasks")
                .contains("$mastercoord")
                .contains("1 seeds, 0 failed")
                .endsWith("EXACT\n");
    }

    @ParameterizedTest
    @CsvSource({
        "--seeds, 0",
        "--seeds, -1",
        "--threads, 0",
        "--threads, 1001",
        "--seed, x",
        "--seeds, 9223372036854775807",
        "--first, 9223372036854775806"
    })
    void whatCannotBeRunIsRefused(String option, String value) {
        assertThat(run(option, value)).isEqualTo(2);
        assertThat(err.toString()).contains(option);
        assertThat(out.toString()).isEmpty();
    }
}
