package io.coursepulse.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

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
            List.of(new RecentWindow.Course("112", 40, 31), new RecentWindow.Course("a-1", 0, 2)));

    /** The web server reads it. */
    @Test
    void writesDocumentedJson() {
        assertThat(WINDOW.toJson())
                .isEqualTo("{\"window\":\"1m\",\"slide\":\"1s\",\"from\":\"2026-11-26T14:00:00Z\","
                        + "\"to\":\"2026-11-26T14:01:00Z\",\"filling\":false,\"beforeFilling\":true,"
                        + "\"clicks\":123,\"before\":110,\"late\":4,"
                        + "\"future\":0,\"courses\":[{\"course\":\"112\",\"clicks\":40,\"before\":31},"
                        + "{\"course\":\"a-1\",\"clicks\":0,\"before\":2}]}");
    }

    @Test
    void roundTripsThroughJson() {
        assertThat(RecentWindow.parse(WINDOW.toJson())).isEqualTo(WINDOW);
        assertThatThrownBy(() -> RecentWindow.parse("{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RecentWindow.parse("{")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nameIsShortestFormOfLength() {
        assertThat(List.of(1L, 59L, 60L, 90L, 600L, 3_600L, 5_400L).stream()
                        .map(seconds -> ActivityWindow.text(Duration.ofSeconds(seconds))))
                .containsExactly("1s", "59s", "1m", "90s", "10m", "1h", "90m");
    }
}
