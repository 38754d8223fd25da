package io.coursepulse.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.blacklist.BlacklistEntry;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.generator.GeneratorOptions;
import io.coursepulse.generator.LineBatch;
import io.coursepulse.generator.LineOutcome;
import io.coursepulse.generator.LogFormat;
import io.coursepulse.generator.LogGenerator;
import io.coursepulse.log.CoursePages;
import io.coursepulse.log.LineFormat;
import io.coursepulse.log.LineParser;
import io.coursepulse.log.ServedStatuses;
import io.coursepulse.visit.LineRules;
import io.coursepulse.visit.RobotPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogClassifierTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String LINE = "1.2.3.4 - - [10/Nov/2017:16:30:00 +0000] \"GET /class/112.html?a HTTP/1.1\" 200"
            + " 1 \"https://www.baidu.com/s?wd=\\xE8\\xAF\\xBE\" \"M\"";

    private final LogClassifier parsed = parsed(Blacklist.EMPTY);

    private static LogClassifier parsed(Blacklist blacklist) {
        return new LogClassifier(
                new LineRules(
                        LineFormat.AUTO,
                        new CoursePages(List.of("/class/{course}.html")),
                        ServedStatuses.DEFAULT,
                        RobotPolicy.FILTER,
                        ZONE),
                blacklist);
    }

    @Test
    void appliesBlacklist() throws IOException {
        LogClassifier blocked = parsed(new Blacklist(1, List.of(BlacklistEntry.parse("1.2.3.0/24"))));
        blocked.read(new ByteArrayInputStream(bytes(LINE + "\n" + LINE.replace("1.2.3.4", "1.2.4.4") + "\n")));
        assertThat(blocked.totals())
                .anyMatch(row -> row.matches(" +blacklisted +1"))
                .anyMatch(row -> row.matches(" +counted +1"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String json(byte[] log) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parsed.read(LogFile.uncompressed(new ByteArrayInputStream(log)), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<JsonNode> objects(byte[] log) throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        for (String line : json(log).lines().toList()) {
            objects.add(new ObjectMapper().readTree(line));
        }
        return objects;
    }

    @Test
    void everyObjectHasAllKeysInOrder() throws IOException {
        assertThat(json(bytes(LINE)))
                .startsWith("{\"ip\":\"1.2.3.4\",\"time\":\"2017-11-11T00:30:00+08:00\",\"method\":\"GET\","
                        + "\"path\":\"/class/112.html\",\"course\":\"112\",\"status\":200,"
                        + "\"referrer\":\"https://www.baidu.com/s?wd=\u8bfe\",\"engine\":\"baidu\","
                        + "\"keyword\":\"\u8bfe\",\"region\":\"US\",\"client\":\"Other\",\"device\":\"Hacker\",")
                .endsWith(",\"outcome\":\"counted\",\"reason\":null}\n");
        assertThat(json(bytes("x y z\n")))
                .startsWith("{\"ip\":null,\"time\":null,\"method\":null,\"path\":null,\"course\":null,\"status\":null,"
                        + "\"referrer\":null,\"engine\":null,\"keyword\":null,\"region\":null,\"client\":null,"
                        + "\"device\":null,")
                .endsWith(",\"outcome\":\"rejected\",\"reason\":\"wrong_fields\"}\n");
        assertThat(json(new byte[0])).isEmpty();

        List<String> keys = Stream.of(
                        Stream.of("ip", "time", "method", "path", "course", "status", "referrer"),
                        Stream.of(Dimension.values())
                                .filter(Dimension::hasValue)
                                .map(Dimension::key),
                        Stream.of("outcome", "reason"))
                .flatMap(part -> part)
                .toList();
        for (String line : List.of(LINE, "x y z\n")) {
            assertThat(objects(bytes(line)).get(0).fieldNames()).toIterable().containsExactlyElementsOf(keys);
        }
    }

    @ParameterizedTest
    @EnumSource
    void generatedLinesHaveExpectedOutcomes(LogFormat format) throws IOException {
        Instant now = Instant.parse("2017-11-10T16:30:05Z");
        LineBatch batch = new LineBatch();
        new LogGenerator(
                        GeneratorOptions.defaults(1_000, 42)
                                .withFormat(format)
                                .withZone(ZONE)
                                .withBroken(0.05),
                        InstantSource.fixed(now))
                .fill(batch, 20_000);
        byte[] log = new byte[batch.bytes().remaining()];
        batch.bytes().get(log);

        List<JsonNode> objects = objects(log);

        assertThat(objects).hasSize(20_000);
        for (int i = 0; i < objects.size(); i++) {
            JsonNode object = objects.get(i);
            assertThat(object.get("outcome").asText()).isEqualTo(JsonRecordWriter.name(batch.outcome(i)));
            if (batch.outcome(i) == LineOutcome.REJECTED) {
                assertThat(object.get("reason").isNull()).isFalse();
            } else {
                assertThat(object.get("time").asText()).isEqualTo("2017-11-11T00:30:05+08:00");
                assertThat(object.get("ip").asText()).isNotEmpty();
                assertThat(object.get("course").isNull()).isEqualTo(batch.outcome(i) == LineOutcome.OTHER_PAGE);
            }
        }
        assertThat(parsed.totals()).contains(total("  counted", objects, "counted"));
        assertThat(parsed.totals()).contains(total("  other_page", objects, "other_page"));
        assertThat(parsed.totals()).contains(total("  rejected", objects, "rejected"));
    }

    private static String total(String name, List<JsonNode> objects, String outcome) {
        long lines = objects.stream()
                .filter(object -> object.get("outcome").asText().equals(outcome))
                .count();
        assertThat(lines).isPositive();
        return "%-26s %12d".formatted(name, lines);
    }

    @Test
    void totalsListRejectReasons() throws IOException {
        parsed.read(new ByteArrayInputStream(bytes(LINE + "\r\n\n\nx y z\n" + LINE.replace("/class", "/x") + "\n")));
        assertThat(parsed.lines()).isEqualTo(5);
        assertThat(parsed.totals().stream().map(row -> row.strip().replaceAll(" +", " ")))
                .containsExactly(
                        "counted 1",
                        "other_page 1",
                        "not_served 0",
                        "blacklisted 0",
                        "robot 0",
                        "rejected 3",
                        "rejected_empty 2",
                        "rejected_wrong_fields 1");
    }

    @Test
    void longLinesAreNotSplit() throws IOException {
        String longest = LINE.replace("\"M\"", "\"" + "M".repeat(LineParser.MAX_BYTES - LINE.length() + 1) + "\"");
        String tooLong = LINE.replace("\"M\"", "\"" + "M".repeat(1_000_000) + "\"");
        assertThat(longest).hasSize(LineParser.MAX_BYTES);
        List<JsonNode> objects = objects(bytes(String.join("\n", longest, tooLong, LINE, tooLong)));
        assertThat(objects.stream().map(object -> object.get("outcome").asText()))
                .containsExactly("counted", "rejected", "counted", "rejected");
        assertThat(objects.get(1).get("reason").asText()).isEqualTo("too_long");
        assertThat(objects.get(3).get("reason").asText()).isEqualTo("too_long");
    }

    @Test
    void replacesInvalidUtf8() throws IOException {
        List<JsonNode> objects =
                objects(bytes(LINE.replace("/class/112.html", "/\u00ff\u0000\u001b\u00e8\u00af\u00be/\\\"x")));
        assertThat(objects.get(0).get("path").asText()).isEqualTo("/\ufffd\u0000\u001b\u8bfe/\"x");
    }

    @Test
    void readsGzip() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        for (int member = 0; member < 2; member++) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                gzip.write(bytes(LINE + "\n"));
            }
        }
        byte[] whole = compressed.toByteArray();
        assertThat(objects(whole)).hasSize(2);
        assertThatThrownBy(() -> objects(Arrays.copyOf(whole, whole.length / 4)))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void distinguishesOutputFailureFromInputFailure() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertThatThrownBy(() -> parsed.read(new ByteArrayInputStream(bytes(LINE)), full))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("No space left");
    }
}
