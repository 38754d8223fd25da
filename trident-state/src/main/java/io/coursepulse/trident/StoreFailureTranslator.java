package io.coursepulse.trident;

import io.coursepulse.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a store's failures into failed batches, which Trident tries again, and says in the log when the store went away
 * and when it came back, once each. A refusal is shown in Storm UI as well. Used by one thread.
 */
final class StoreFailureTranslator {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFailureTranslator.class);

    private Instant unavailableSince;

    <T> T toFailedBatch(Supplier<T> work) {
        try {
            T result = work.get();
            if (unavailableSince != null) {
                LOG.info(
                        "The store answers again after {} s",
                        Duration.between(unavailableSince, Instant.now()).toSeconds());
                unavailableSince = null;
            }
            return result;
        } catch (StoreException.Unavailable e) {
            if (unavailableSince == null) {
                unavailableSince = Instant.now();
                LOG.warn("The store does not answer. The batch is tried again until it does; nothing is lost.", e);
            }
            throw new FailedException(e.getMessage(), e);
        } catch (StoreException.Refused e) {
            if (unavailableSince == null) {
                unavailableSince = Instant.now();
                LOG.error("The batch is refused: {}", e.getMessage());
            }
            throw new ReportedFailedException(e.getMessage(), e);
        }
    }
}
