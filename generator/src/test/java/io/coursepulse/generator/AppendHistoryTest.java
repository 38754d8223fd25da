package io.coursepulse.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.generator.AppendHistory.Append;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AppendHistoryTest {
    private final AppendHistory log = new AppendHistory();

    @Test
    void findsAppendThatReachedCount() {
        add(1, 10);
        add(2, 10);
        add(3, 25);

        assertThat(log.firstReaching(1)).map(Append::at).hasValue(second(1));
        assertThat(log.firstReaching(10)).map(Append::at).hasValue(second(1));
        assertThat(log.firstReaching(11)).map(Append::at).hasValue(second(3));
        assertThat(log.firstReaching(26)).isEmpty();
    }

    @Test
    void returnsEmptyForEvictedAppends() {
        for (int tick = 1; tick <= 40_000; tick++) {
            add(tick, tick);
        }

        assertThat(log.appends()).hasSize(30_000);
        assertThat(log.firstReaching(5)).isEmpty();
        assertThat(log.firstReaching(39_000)).map(Append::at).hasValue(second(39_000));
    }

    private void add(int second, long counted) {
        log.add(new Append(second(second), 2 * counted, counted));
    }

    private static Instant second(int second) {
        return Instant.ofEpochSecond(second);
    }
}
