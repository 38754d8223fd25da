package io.coursepulse.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineSplitterTest {

    /** Returns a random number of bytes at a time, as pipes do. */
    private static InputStream trickling(String text, Random random) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(1 << random.nextInt(20))));
            }
        };
    }

    private static List<String> lines(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        LineSplitter.forEach(
                in,
                (bytes, start, end) -> lines.add(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1)));
        return lines;
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "a, a",
        "a\\n, a",
        "a\\nb, a|b",
        "a\\r\\nb\\r\\n, a\\r|b\\r",
        "\\n, ''",
        "\\n\\na\\n\\n, ||a|",
    })
    void linesEndAtNewlines(String text, String lines) throws IOException {
        String unescaped = text.replace("\\n", "\n").replace("\\r", "\r");
        List<String> expected = unescaped.isEmpty()
                ? List.of()
                : List.of(lines.replace("\\r", "\r").split("\\|", -1));
        assertThat(lines(trickling(unescaped, new Random(1)))).isEqualTo(expected);
    }

    @Test
    void linesUpToTheLimitAreNotTruncated() throws IOException {
        String longest = "x".repeat(LineParser.MAX_BYTES) + "\r";
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            assertThat(lines(trickling("a\n" + longest + "\n" + longest + "\nb", random)))
                    .as("-Dseed=%d", seed)
                    .containsExactly("a", longest, longest, "b");
        }
    }

    @Test
    void overlongLineIsReportedOnceAsTooLong() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            String tooLong = "x".repeat(LineParser.MAX_BYTES + 1 + random.nextInt(1 << 20));
            List<String> lines = lines(trickling("a\n" + tooLong + "\r\nb\n" + tooLong, random));
            assertThat(lines).as("-Dseed=%d", seed).hasSize(4);
            assertThat(lines.get(0)).isEqualTo("a");
            assertThat(lines.get(2)).isEqualTo("b");
            for (String line : List.of(lines.get(1), lines.get(3))) {
                assertThat(RawFields.by(LineFormat.AUTO, line).rejection())
                        .as("-Dseed=%d", seed)
                        .isEqualTo(RejectReason.TOO_LONG);
            }
        }
    }
}
