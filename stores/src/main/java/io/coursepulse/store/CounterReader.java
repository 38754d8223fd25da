package io.coursepulse.store;

import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The reading side of a store, for those who show or check the counts. Opening it needs no table to exist: a table that
 * is not there yet reads as empty. Tables of a newer program are {@link StoreException.Refused}, where a store can tell.
 *
 * <p>An instance is used by one thread.
 */
public interface CounterReader extends AutoCloseable {

    /**
     * All counts of one dimension and day, in the order of their row keys.
     *
     * @throws StoreException.Unavailable if the store does not answer
     */
    List<CounterValue> day(Dimension dimension, LocalDate day);

    /**
     * All counts of one dimension, of every day, one by one: a table may be larger than memory.
     *
     * @throws StoreException.Unavailable if the store does not answer; {@code counts} may have been given some
     */
    void all(Dimension dimension, Consumer<CounterValue> counts);

    /**
     * The ledger: for each topic partition ({@code access-log-0}) its columns and their values.
     *
     * @throws StoreException.Unavailable if the store does not answer
     */
    Map<String, Map<String, StampedValue>> ledger();

    @Override
    void close();
}
