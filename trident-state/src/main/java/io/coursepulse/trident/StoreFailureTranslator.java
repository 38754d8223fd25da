package io.coursepulse.trident;

import io.coursepulse.config.Stopwatch;
import io.coursepulse.store.StoreException;
import java.util.function.Supplier;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Translates a store's exceptions to failed batches, which Trident replays. Logs once when the store becomes
 * unavailable and once when it is available again. {@link StoreException.Refused} is also reported in Storm UI. Not
 * thread-safe.
 */
final class StoreFailureTranslator {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFailureTranslator.class);

    private Stopwatch unavailable;

    <T> T toFailedBatch(Supplier<T> work) {
        try {
            T result = work.get();
            if (unavailable != null) {
                LOG.info(
                        "The store is available again after {} s",
                        unavailable.elapsed().toSeconds());
                unavailable = null;
            }
            return result;
        } catch (StoreException.Unavailable e) {
            if (unavailable == null) {
                unavailable = Stopwatch.started();
                LOG.warn("The store is unavailable; the batch is retried until it responds. No data is lost.", e);
            }
            throw new FailedException(e.getMessage(), e);
        } catch (StoreException.Refused e) {
            if (unavailable == null) {
                unavailable = Stopwatch.started();
                LOG.error("The store rejected the batch: {}", e.getMessage());
            }
            throw new ReportedFailedException(e.getMessage(), e);
        }
    }
}
