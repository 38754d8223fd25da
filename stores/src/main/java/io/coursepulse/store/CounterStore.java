package io.coursepulse.store;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Stores the counts and the ledger that accounts for them. Every value carries the txid of the batch that wrote it.
 *
 * <p><b>The failure contract</b>, on which exactly-once counting depends:
 *
 * <ul>
 *   <li>Values are absolute. Nothing is ever incremented in the store, so writing the same values again with the same
 *       txid changes nothing.
 *   <li>When {@link #write} returns, all of the values are durable and every later {@link #read}, from any process,
 *       sees them or newer ones.
 *   <li>When {@link #write} throws {@link StoreException.Unavailable}, any subset of the rows may have been stored; the
 *       values of one row are stored atomically. The caller must read again before it retries.
 *   <li>A value never goes back: a write with a lower txid than the stored one, by a zombie process, has no effect on
 *       what is read.
 *   <li>Keys are compared exactly: {@code abc} and {@code ABC} are different keys.
 * </ul>
 *
 * <p>The first read or write creates missing tables, possibly concurrently with other processes. A store that would
 * lose counts, or whose tables have an unknown layout, throws {@link StoreException.Refused} then and at every later
 * call until that is fixed.
 *
 * <p>Not thread-safe. Several instances, in several processes, may work on the same tables.
 */
public interface CounterStore extends CounterReader {

    /**
     * The stored values of {@code keys}; keys that were never written are absent from the result.
     *
     * @throws StoreException.Unavailable if the store is unavailable; nothing has changed
     */
    Map<CellKey, StampedValue> read(Collection<CellKey> keys);

    /**
     * Stores {@code values}, each with its own txid.
     *
     * @throws StoreException.Unavailable if not all of them are known to be stored
     */
    void write(Map<CellKey, StampedValue> values);

    /**
     * Stores the values of one row if {@code cell}, which is in the same row, still has the value that the caller has
     * read: an atomic compare-and-set. If two workers process the same batch, only one succeeds.
     *
     * @param expected the required value of {@code cell}; empty if it must not exist
     * @return whether the values were stored; if not, {@code cell} has another value and nothing has changed
     * @throws StoreException.Unavailable if it is not known whether they were stored; the caller must read again
     */
    boolean writeIf(CellKey cell, OptionalLong expected, Map<CellKey, StampedValue> values);

    /**
     * Replaces a cell by one that may have a lower txid, which no other method can: for repairs of what was written by
     * something else than CoursePulse, while nothing is being counted.
     *
     * @param expected what the caller has read
     * @return whether it was replaced; if not, the cell is another one and nothing has changed
     * @throws StoreException.Unavailable if it is not known whether it was replaced; the caller must read again
     */
    boolean replace(CellKey cell, StampedValue expected, StampedValue value);
}
