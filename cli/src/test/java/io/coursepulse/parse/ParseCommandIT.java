package io.coursepulse.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user gives it, in a process of its own. */
@Timeout(120)
class ParseCommandIT {

    private static final String LOG =
            "1.2.3.4 - - [10/Nov/2017:16:30:00 +0000] \"GET /class/112.html HTTP/1.1\" 200 1\n"
                    + "1.2.3.4\t2017-11-11 00:30:05\t\"GET /learn/\u8bfe HTTP/1.1\"\t200\t-\n";

    @TempDir
    private Path folder;

    private record Answer(int exit, String out, String error) {}

    private Path log() throws IOException {
        return Files.writeString(folder.resolve("access.log"), LOG);
    }

    @Test
    void printsTotals() throws Exception {
        Answer answer = parse(log().toString());
        assertThat(answer.error()).isEmpty();
        assertThat(answer.out()).startsWith("Parsed 2 lines in ").containsPattern("counted +1\n +other_page +1\n");
        assertThat(answer.exit()).isZero();
    }

    @Test
    void printsAnObjectForEachLineInUtf8() throws Exception {
        Answer answer = parse(
                "--json", "--zone", "UTC", "--course-pages", "/class/{course},/class/{course}.html", log().toString());
        assertThat(answer.out().lines()).hasSize(2);
        assertThat(answer.out())
                .contains("\"time\":\"2017-11-10T16:30:00+00:00\"", "\"course\":\"112\"")
                .contains("\"time\":\"2017-11-11T00:30:05+00:00\"", "\"path\":\"/learn/\u8bfe\"");
        assertThat(answer.error()).startsWith("Parsed 2 lines in ");
        assertThat(answer.exit()).isZero();
    }

    @Test
    void readsStandardInput() throws Exception {
        Answer answer = parse("--format", "common", "-");
        assertThat(answer.out()).containsPattern("counted +1\n").containsPattern("rejected_bad_client +1\n");
        assertThat(answer.exit()).isZero();
    }

    @Test
    void reportsErrors() throws Exception {
        Answer missing = parse(folder.resolve("missing.log").toString());
        assertThat(missing.error()).isEqualTo("Cannot read " + folder.resolve("missing.log") + ": no such file.\n");
        assertThat(missing.exit()).isEqualTo(1);

        assertThat(parse(folder.toString()).exit()).isEqualTo(1);

        Answer format = parse("--format", "csv", "-");
        assertThat(format.error())
                .contains("'csv' is not a supported format; use one of combined, common, course, auto");
        assertThat(format.exit()).isEqualTo(2);

        Answer pages = parse("--course-pages", "/class", "-");
        assertThat(pages.error()).contains("--course-pages: Invalid course page template \"/class\"");
        assertThat(pages.exit()).isEqualTo(2);
    }

    /** Runs the command with {@link #LOG} as its standard input, in a locale whose console knows ASCII only. */
    private Answer parse(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.coursepulse.cli.Main",
                "parse"));
        words.addAll(Arrays.asList(arguments));
        Path out = folder.resolve("out");
        Path error = folder.resolve("error");
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(Files.writeString(folder.resolve("in"), LOG).toFile())
                .redirectOutput(out.toFile())
                .redirectError(error.toFile());
        builder.environment().put("LC_ALL", "C");
        // The JVM would say that it has found it.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        int exit = builder.start().waitFor();
        return new Answer(
                exit, Files.readString(out, StandardCharsets.UTF_8), Files.readString(error, StandardCharsets.UTF_8));
    }
}
