package io.coursepulse.store;

import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The read side of a store, for displaying and checking counts. A table that does not exist yet reads as empty. A store
 * that can detect tables of a newer version throws {@link StoreException.Refused}.
 *
 * <p>Not thread-safe.
 */
public interface CounterReader extends AutoCloseable {

    /**
     * All counts of one dimension and day, in row key order.
     *
     * @throws StoreException.Unavailable if the store is unavailable
     */
    List<CounterValue> day(Dimension dimension, LocalDate day);

    /**
     * All counts of one dimension, of every day, one at a time: a table may be larger than memory.
     *
     * @throws StoreException.Unavailable if the store is unavailable; some counts may have been passed on already
     */
    void all(Dimension dimension, Consumer<CounterValue> counts);

    /**
     * A counter of one dimension that was written by a batch after {@code txid}, if there is one. Reads the whole table
     * if there is none, in the server: HBase skips its files without newer cells, a database has no index for it and
     * reads some million rows a second.
     *
     * @throws StoreException.Unavailable if the store is unavailable
     */
    Optional<CellKey> writtenAfter(Dimension dimension, long txid);

    /**
     * The ledger: the columns and their values of each topic partition ({@code access-log-0}).
     *
     * @throws StoreException.Unavailable if the store is unavailable
     */
    default Map<String, Map<String, StampedValue>> ledger() {
        return rows(Ledger.TABLE, "");
    }

    /**
     * Rows of a table with columns of different names: {@link Ledger#TABLE}, {@link CountedDays#TABLE}, {@link
     * CounterShards#TABLE}.
     *
     * @param prefix what the row keys begin with
     * @return the columns and their values, by row key, in its order
     * @throws StoreException.Unavailable if the store is unavailable
     */
    Map<String, Map<String, StampedValue>> rows(String table, String prefix);

    @Override
    void close();
}
