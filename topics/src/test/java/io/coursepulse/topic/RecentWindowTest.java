package io.coursepulse.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecentWindowTest {

    private static final RecentWindow WINDOW = new RecentWindow(
            "1m",
            "1s",
            Instant.parse("2026-11-26T14:00:00Z"),
            Instant.parse("2026-11-26T14:01:00Z"),
            false,
            true,
            123,
            110,
            4,
            0,
            List.of(new RecentWindow.Course("112", 40, 31), new RecentWindow.Course("a-1", 0, 2)),
            List.of(new RecentWindow.ClockAhead(3, 2_900)));

    private static RecentWindow read(String value) {
        return RecentWindow.of(Records.of(value));
    }

    @Test
    void writesDocumentedJson() {
        assertThat(WINDOW.toJson())
                .isEqualTo("{\"window\":\"1m\",\"slide\":\"1s\",\"from\":\"2026-11-26T14:00:00Z\","
                        + "\"to\":\"2026-11-26T14:01:00Z\",\"filling\":false,\"beforeFilling\":true,"
                        + "\"clicks\":123,\"before\":110,\"late\":4,"
                        + "\"future\":0,\"courses\":[{\"course\":\"112\",\"clicks\":40,\"before\":31},"
                        + "{\"course\":\"a-1\",\"clicks\":0,\"before\":2}],"
                        + "\"clocksAhead\":[{\"partition\":3,\"millis\":2900}]}");
    }

    @Test
    void roundTripsThroughJson() {
        assertThat(read(WINDOW.toJson())).isEqualTo(WINDOW);
    }

    @Test
    void ignoresUnknownFields() {
        assertThat(read(WINDOW.toJson().replace("\"clicks\"", "\"new\":1,\"clicks\"")))
                .isEqualTo(WINDOW);
    }

    @Test
    void coursesMustBeAList() {
        for (String courses : List.of("\"abc\"", "{}", "null", "1")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> read(WINDOW.toJson().replaceFirst("\"courses\":.*", "\"courses\":" + courses + "}")))
                    .withMessageContaining("\"courses\" must be a list");
        }
    }

    @Test
    void optionalFieldsHaveDefaults() {
        assertThat(read(
                        "{\"window\":\"1m\",\"from\":\"2026-11-26T14:00:00Z\",\"to\":\"2026-11-26T14:01:00Z\",\"clicks\":1,"
                                + "\"courses\":[{\"course\":\"112\",\"clicks\":1}]}"))
                .isEqualTo(new RecentWindow(
                        "1m",
                        "",
                        WINDOW.from(),
                        WINDOW.to(),
                        false,
                        false,
                        1,
                        0,
                        0,
                        0,
                        List.of(new RecentWindow.Course("112", 1, 0)),
                        List.of()));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"window\":\"1m\",\"from\":\"yesterday\",\"to\":\"2026-11-26T14:01:00Z\",\"clicks\":1}",
                "{\"window\":\"1m\",\"from\":\"2026-11-26T14:00:00Z\",\"to\":\"2026-11-26T14:01:00Z\",\"clicks\":\"1\"}",
                "{\"window\":\"1m\",\"from\":\"2026-11-26T14:00:00Z\",\"to\":\"2026-11-26T14:01:00Z\",\"clicks\":1,\"filling\":1}",
                "{\"window\":\"1m\",\"from\":\"2026-11-26T14:00:00Z\",\"to\":\"2026-11-26T14:01:00Z\",\"clicks\":1,\"courses\":[1]}",
                "{\"window\":\"1m\",\"from\":\"2026-11-26T14:00:00Z\",\"to\":\"2026-11-26T14:01:00Z\",\"clicks\":1,\"clocksAhead\":[{\"partition\":9999999999,\"millis\":1}]}"
            })
    void refusesAnythingElse(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(value));
    }
}
