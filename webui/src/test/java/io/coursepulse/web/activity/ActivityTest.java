package io.coursepulse.web.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.coursepulse.web.MovableClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityTest {

    private static final String WINDOW =
            """
            {"window":"1m","slide":"1s","from":"2026-11-26T14:00:00Z","to":"2026-11-26T14:01:00Z","filling":false,
             "beforeFilling":true,"clicks":123,"before":110,"late":4,"future":0,"courses":[{"course":"112","clicks":40,"before":31}],"new":1}""";

    @Test
    void readsAWindow() {
        Activity activity = parse(WINDOW);

        assertThat(activity)
                .isEqualTo(new Activity(
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
                        List.of(new Activity.Course("112", 40, 31))));
        assertThat(parse(activity.toJson().encode())).isEqualTo(activity);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"window\":\"1m\",\"from\":\"yesterday\",\"to\":\"2026-11-26T14:01:00Z\",\"clicks\":1}",
                "{\"window\":\"1m\",\"from\":\"2026-11-26T14:00:00Z\",\"to\":\"2026-11-26T14:01:00Z\",\"clicks\":\"1\"}",
                "{\"window\":\"1m\",\"from\":\"2026-11-26T14:00:00Z\",\"to\":\"2026-11-26T14:01:00Z\",\"clicks\":1,\"courses\":[1]}"
            })
    void refusesWhatIsNoWindow(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(text));
    }

    @Test
    void anOlderStateThatComesAgainIsPassedOver() {
        RecentActivity recent = new RecentActivity(MovableClock.onSinglesDay(), () -> {});
        recent.heard(
                List.of(parse(WINDOW), parse(WINDOW.replace("14:01", "14:00").replace("123", "9"))));

        assertThat(recent.toJson().getJsonArray("windows").getJsonObject(0).getLong("clicks"))
                .isEqualTo(123);
    }

    private static Activity parse(String text) {
        return Activity.parse(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }
}
