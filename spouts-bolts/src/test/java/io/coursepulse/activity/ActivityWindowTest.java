package io.coursepulse.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivityWindowTest {

    @Test
    void nameIsShortestFormOfLength() {
        assertThat(List.of(1L, 59L, 60L, 90L, 600L, 3_600L, 5_400L).stream()
                        .map(seconds -> ActivityWindow.text(Duration.ofSeconds(seconds))))
                .containsExactly("1s", "59s", "1m", "90s", "10m", "1h", "90m");
    }
}
