package io.coursepulse.web.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.topic.RecentWindow;
import io.coursepulse.web.MovableClock;
import io.coursepulse.web.Rows;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentActivityTest {

    private final RecentActivity recent = new RecentActivity(MovableClock.onSinglesDay(), () -> {});

    private JsonObject first() {
        return recent.toJson().getJsonArray("windows").getJsonObject(0);
    }

    private static RecentWindow earlier(RecentWindow window) {
        return new RecentWindow(
                window.window(),
                window.slide(),
                window.from().minusSeconds(1),
                window.to().minusSeconds(1),
                false,
                false,
                9,
                0,
                0,
                0,
                List.of(),
                List.of());
    }

    @Test
    void showsWindowsAsTheyArePublished() {
        RecentWindow window = Rows.window("1m", 40);
        recent.onMessages(List.of(window));

        assertThat(first()).isEqualTo(new JsonObject(window.toJson()));
    }

    @Test
    void ignoresOlderStateThatComesAgain() {
        RecentWindow window = Rows.window("1m", 123);
        recent.onMessages(List.of(window, earlier(window)));

        assertThat(first().getLong("clicks")).isEqualTo(123);
    }
}
