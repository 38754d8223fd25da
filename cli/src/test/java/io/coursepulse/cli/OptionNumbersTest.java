package io.coursepulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Numbers that no command can do anything with are refused before it starts a server. */
@Timeout(60)
class OptionNumbersTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drill --rounds -1            | --rounds must be from 1 to 10000, was -1",
                "drill --rounds 0             | --rounds must be from 1 to 10000, was 0",
                "drill --rounds 2000000000    | --rounds must be from 1 to 10000, was 2000000000",
                "drill --rounds 99999999999   | Invalid value for option '--rounds'",
                "drill --rounds 1.5           | Invalid value for option '--rounds'",
                "drill --rate -1              | --rate must be from 1 to",
                "drill --rate 0               | --rate must be from 1 to",
                "drill --rate 2000000000      | --rate must be from 1 to",
                "demo --rate -1               | --rate must be from 1 to",
                "demo --courses 0             | --courses must be from 1 to",
                "demo --courses -3            | --courses must be from 1 to",
                "demo --for 0s                | --for must be longer than 0s",
                "demo --for 999999999999h     | --for must be longer than 0s",
                "demo --for -5s               | Invalid value for option '--for'",
                "logs -n -1 daemon            | -n must be from 0 to",
                "logs -n 2000000000 daemon    | -n must be from 0 to",
            })
    void isRefused(String arguments, String message) {
        StringWriter err = new StringWriter();
        List<String> words = new ArrayList<>(List.of(arguments.strip().split(" +")));
        words.addAll(List.of("--run", folder.resolve("run").toString()));

        int status =
                new CommandLine(new Main()).setErr(new PrintWriter(err, true)).execute(words.toArray(String[]::new));

        assertThat(status).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains(message.strip());
        assertThat(folder.resolve("run")).doesNotExist();
    }
}
