package io.coursepulse.trident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.topology.FailedException;
import org.junit.jupiter.api.Test;

class BatchTimerTest {

    private final BatchTimer timer =
            new BatchTimer("writing the ledger", Map.of(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, 10));

    @Test
    void warnsOfAStepThatTakesMoreThanHalfOfTheTimeout() {
        assertThat(timer.warning(7, Duration.ofSeconds(6)).orElseThrow())
                .contains("Batch 7: writing the ledger took 6 s of the 10 s")
                .contains("counts.batch-timeout")
                .contains("counts.batch-lines");
        assertThat(timer.warning(7, Duration.ofSeconds(5))).isEmpty();
    }

    @Test
    void passesOnResultsAndFailures() {
        assertThat(timer.time(1, () -> "done")).isEqualTo("done");
        assertThatThrownBy(() -> timer.time(1, () -> {
                    throw new FailedException("down");
                }))
                .isInstanceOf(FailedException.class);
    }
}
