package io.coursepulse.web.trust;

import io.coursepulse.store.LedgerRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * How long a line in Kafka waits to be counted. The end offsets at a moment are remembered until the ledger has reached
 * them; the time between is how long the last of those lines waited. The resolution is how often both are read.
 */
final class CountingDelay {

    /** About ten minutes at one per second; after that, only the age of the oldest matters. */
    private static final int REMEMBERED = 600;

    private record Mark(Instant at, Map<String, Long> ends) {}

    private final Deque<Mark> waiting = new ArrayDeque<>();
    private Optional<Duration> last = Optional.empty();

    /** Takes the end offsets at a moment. */
    void mark(Instant at, Map<String, Long> ends) {
        if (waiting.size() < REMEMBERED) {
            waiting.addLast(new Mark(at, ends));
        }
    }

    /** Takes the ledger at a moment. */
    void counted(Instant at, Map<String, LedgerRow> ledger) {
        while (!waiting.isEmpty() && reached(waiting.getFirst().ends(), ledger)) {
            last = Optional.of(Duration.between(waiting.removeFirst().at(), at));
        }
    }

    /** How long lines wait now: as long as the last ones did, or longer if the next ones already have. */
    Optional<Duration> at(Instant now) {
        Optional<Duration> soFar =
                Optional.ofNullable(waiting.peekFirst()).map(oldest -> Duration.between(oldest.at(), now));
        if (soFar.isEmpty()) {
            return last;
        }
        return last.filter(longer -> longer.compareTo(soFar.get()) > 0).or(() -> soFar);
    }

    private static boolean reached(Map<String, Long> ends, Map<String, LedgerRow> ledger) {
        return ends.entrySet().stream().allMatch(end -> {
            LedgerRow row = ledger.get(end.getKey());
            return end.getValue() == 0 || (row != null && row.nextOffset() >= end.getValue());
        });
    }
}
