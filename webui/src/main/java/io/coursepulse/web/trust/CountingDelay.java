package io.coursepulse.web.trust;

import io.coursepulse.store.LedgerRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * How long a line in Kafka waits for being counted. Where the topic ended at one moment is remembered until the ledger has
 * come there; the time between is what the last of those lines waited. As finely as both are asked for.
 */
final class CountingDelay {

    /** At one a second, some ten minutes; after so long, when the oldest one began to wait is what matters. */
    private static final int REMEMBERED = 600;

    private record Mark(Instant at, Map<String, Long> ends) {}

    private final Deque<Mark> waiting = new ArrayDeque<>();
    private Optional<Duration> last = Optional.empty();

    /** The topic ended there at that moment. */
    void mark(Instant at, Map<String, Long> ends) {
        if (waiting.size() < REMEMBERED) {
            waiting.addLast(new Mark(at, ends));
        }
    }

    /** The ledger has come so far. */
    void counted(Instant at, Map<String, LedgerRow> ledger) {
        while (!waiting.isEmpty() && reached(waiting.getFirst().ends(), ledger)) {
            last = Optional.of(Duration.between(waiting.removeFirst().at(), at));
        }
    }

    /** What lines wait at this moment: what the last ones waited, or longer if the next ones have already. */
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
