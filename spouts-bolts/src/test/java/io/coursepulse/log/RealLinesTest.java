package io.coursepulse.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 10,000 lines of a real web server, published by Elastic as an example. */
class RealLinesTest {

    private static final Path DATA = Path.of("shared", "data", "elastic_apache_logs.log");

    /** All lines, decoded as ISO 8859-1; the test is skipped if the file is missing. */
    static List<String> lines() throws IOException {
        Path folder = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        while (folder != null && !Files.isReadable(folder.resolve(DATA))) {
            folder = folder.getParent();
        }
        assumeTrue(folder != null, "no " + DATA + " next to the repository");
        return Files.readAllLines(folder.resolve(DATA), StandardCharsets.ISO_8859_1);
    }

    @Test
    void rejectsOnlyBrokenLines() throws IOException {
        List<String> lines = lines();
        List<String> rejected = new ArrayList<>();
        LineParser combined = LineFormat.COMBINED.parser(RawFields.SHANGHAI);
        LineParser auto = LineFormat.AUTO.parser(RawFields.SHANGHAI);
        for (int i = 0; i < lines.size(); i++) {
            RawFields parsed = RawFields.by(combined, lines.get(i));
            if (parsed.rejection() != null) {
                rejected.add(parsed.rejection() + " " + (i + 1) + ": " + lines.get(i));
            }
            if (lines.get(i).endsWith("\"")) {
                assertThat(RawFields.by(auto, lines.get(i))).as(lines.get(i)).isEqualTo(parsed);
            }
        }
        assertThat(lines).hasSize(10_000);
        assertThat(rejected)
                .singleElement()
                .asString()
                .as("the only line whose user agent has no closing quote")
                .startsWith("WRONG_FIELDS 8899: 46.118.127.106 ")
                .endsWith("bot.html");
    }
}
