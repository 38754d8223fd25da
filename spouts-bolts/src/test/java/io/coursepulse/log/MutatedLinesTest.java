package io.coursepulse.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the bytes are, a parser answers, and an accepted line's fields lie inside the line. */
class MutatedLinesTest {

    private static final int LINES = 30_000;
    private static final List<String> GOOD = List.of(
            "1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] \"GET /class/112.html HTTP/1.1\" 200 2326 \"http://a/\\\"\" \"M\"",
            "2001:db8::1 - john doe [29/Feb/2024:23:59:60 +0545] \"POST http://h/class/a-1.html?x HTTP/2\" 404 -",
            "host.example\t2017-11-11 00:30:05\t\"GET /class/112.html HTTP/1.1\"\t200\thttps://www.baidu.com/s");
    private static final byte[] TELLING = "\"\\[]/: \t\r\n-+09aZ?#.".getBytes(StandardCharsets.US_ASCII);

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final CoursePages pages = new CoursePages(List.of("/class/{course}.html", "/{course}"));

    @ParameterizedTest
    @EnumSource
    void neverThrows(LineFormat format) {
        LineParser parser = format.parser(Parsed.SHANGHAI);
        Set<RejectReason> seen = EnumSet.noneOf(RejectReason.class);
        int accepted = 0;
        for (int i = 0; i < LINES; i++) {
            byte[] bytes = mutated();
            int start = random.nextInt(3);
            int end = Math.max(start, bytes.length - random.nextInt(3));
            start = Math.min(start, bytes.length);
            end = Math.min(end, bytes.length);
            String what =
                    "-Dseed=" + seed + ", line " + i + ": " + HexFormat.of().formatHex(bytes, start, end);
            Optional<RejectReason> refusal = check(parser, bytes, start, end, what);
            refusal.ifPresent(seen::add);
            accepted += refusal.isEmpty() ? 1 : 0;
        }
        assertThat(accepted).as("-Dseed=%d: lines that are good still", seed).isBetween(LINES / 1000, LINES - 1);
        assertThat(seen)
                .as("-Dseed=%d", seed)
                .contains(RejectReason.WRONG_FIELDS, RejectReason.BAD_CLIENT, RejectReason.BAD_TIME);
    }

    private Optional<RejectReason> check(LineParser parser, byte[] bytes, int start, int end, String what) {
        LogLine line = new LogLine();
        Optional<RejectReason> refusal;
        try {
            refusal = parser.parse(bytes, start, end, line);
            if (refusal.isEmpty()) {
                LogLine.Slice id = new LogLine.Slice();
                if (pages.find(line, id)) {
                    assertThat(Parsed.text(bytes, id)).as(what).matches("[A-Za-z0-9-]{1,32}");
                }
            }
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
        if (refusal.isEmpty()) {
            assertThat(line.status()).as(what).isBetween(100, 999);
            for (LogLine.Slice slice : List.of(line.method(), line.uri())) {
                assertThat(slice.start()).as(what).isBetween(start, end);
                assertThat(slice.end()).as(what).isBetween(slice.start() + 1, end);
            }
            for (LogLine.Slice slice : List.of(line.client(), line.referrer(), line.userAgent())) {
                if (!slice.isEmpty()) {
                    assertThat(slice.start()).as(what).isBetween(start, end);
                    assertThat(slice.end()).as(what).isBetween(slice.start(), end);
                }
            }
        }
        return refusal;
    }

    private byte[] mutated() {
        List<Byte> line = new ArrayList<>();
        for (byte b : GOOD.get(random.nextInt(GOOD.size())).getBytes(StandardCharsets.US_ASCII)) {
            line.add(b);
        }
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(line.size() + 1);
            switch (random.nextInt(6)) {
                case 0 -> line.add(at, (byte) random.nextInt(256));
                case 1 -> line.add(at, TELLING[random.nextInt(TELLING.length)]);
                case 2 -> line.subList(at, line.size()).clear();
                case 3 -> line.subList(0, at / 4).clear();
                case 4 -> line.addAll(at, List.copyOf(line.subList(at / 2, at)));
                default -> {
                    if (at < line.size()) {
                        line.set(at, TELLING[random.nextInt(TELLING.length)]);
                    }
                }
            }
        }
        byte[] bytes = new byte[line.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = line.get(i);
        }
        return bytes;
    }
}
