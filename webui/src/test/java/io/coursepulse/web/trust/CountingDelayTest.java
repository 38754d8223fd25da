package io.coursepulse.web.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.store.LedgerRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CountingDelayTest {

    private static final Instant START = Instant.parse("2017-11-11T12:00:00Z");

    private final CountingDelay delay = new CountingDelay();

    @Test
    void isTheTimeUntilTheLedgerReachesTheEndOffset() {
        assertThat(delay.at(START)).isEmpty();
        delay.mark(START, Map.of("access-log-0", 100L, "access-log-1", 0L));
        delay.counted(START.plusSeconds(1), ledger(99));
        assertThat(delay.at(START.plusSeconds(1))).contains(Duration.ofSeconds(1));

        delay.counted(START.plusSeconds(2), ledger(100));
        assertThat(delay.at(START.plusSeconds(60))).contains(Duration.ofSeconds(2));
    }

    @Test
    void growsWhileNothingIsCounted() {
        delay.mark(START, Map.of("access-log-0", 100L));
        delay.counted(START, ledger(100));
        delay.mark(START.plusSeconds(1), Map.of("access-log-0", 101L));
        delay.mark(START.plusSeconds(2), Map.of("access-log-0", 102L));

        assertThat(delay.at(START.plusSeconds(31))).contains(Duration.ofSeconds(30));
    }

    @Test
    void partitionUnknownToTheLedgerIsWaiting() {
        delay.mark(START, Map.of("access-log-7", 1L));
        delay.counted(START.plusSeconds(1), ledger(100));

        assertThat(delay.at(START.plusSeconds(5))).contains(Duration.ofSeconds(5));
    }

    private static Map<String, LedgerRow> ledger(long next) {
        return Map.of(
                "access-log-0",
                new LedgerRow(
                        0, next, 1, 0, 0, new TreeMap<>(), new TreeMap<>(), 0, 0, Map.of("counted", next), Map.of()));
    }
}
