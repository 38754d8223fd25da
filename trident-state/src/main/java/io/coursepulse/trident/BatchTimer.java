package io.coursepulse.trident;

import io.coursepulse.config.Stopwatch;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.storm.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns if a step of a batch takes so long that the batch may not finish in its timeout: Trident would only try it again,
 * for ever and without a word. Not thread-safe.
 */
public final class BatchTimer {

    private static final Logger LOG = LoggerFactory.getLogger(BatchTimer.class);

    /** Storm's default. */
    private static final long DEFAULT_TIMEOUT_SECONDS = 30;

    private final String step;
    private final Duration timeout;

    /**
     * Times a step.
     *
     * @param step what it does: {@code writing the ledger}
     * @param conf Storm's configuration, with the batch timeout
     */
    public BatchTimer(String step, Map<String, Object> conf) {
        this.step = step;
        this.timeout = Duration.ofSeconds(
                conf.get(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS) instanceof Number seconds
                        ? seconds.longValue()
                        : DEFAULT_TIMEOUT_SECONDS);
    }

    /** Does the step, also if it fails, and warns if it took more than half of the batch timeout. */
    public <T> T time(long txid, Supplier<T> work) {
        Stopwatch stopwatch = Stopwatch.started();
        try {
            return work.get();
        } finally {
            took(txid, stopwatch.elapsed());
        }
    }

    /** Warns if the step, which has been measured, took more than half of the batch timeout. */
    public void took(long txid, Duration time) {
        warning(txid, time).ifPresent(LOG::warn);
    }

    Optional<String> warning(long txid, Duration time) {
        if (time.compareTo(timeout.dividedBy(2)) <= 0) {
            return Optional.empty();
        }
        return Optional.of(
                "Batch " + txid + ": " + step + " took " + time.toSeconds() + " s of the " + timeout.toSeconds()
                        + " s that a batch may take before it is tried again. If that happens often, set a longer"
                        + " counts.batch-timeout, or smaller batches with counts.batch-lines.");
    }
}
