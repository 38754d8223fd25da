package io.coursepulse.store;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Where counts, and the ledger that proves them, are kept. Every value carries the txid of the batch that wrote it.
 *
 * <p><b>The failure contract</b>, which exactness rests on:
 *
 * <ul>
 *   <li>Values are absolute. Nothing is ever incremented in the store, so writing the same values again with the same
 *       txid changes nothing.
 *   <li>When {@link #write} returns, all of the values are durable and every later {@link #read}, from any process,
 *       sees them or newer ones.
 *   <li>When {@link #write} throws {@link StoreException.Unavailable}, any of the values may have been stored and any
 *       may not, but those of one row are stored together or not at all. The caller reads again before it computes
 *       again.
 *   <li>A value never goes back: a write with a lower txid than the stored one, by a process that believes itself
 *       alive, has no effect on what is read.
 *   <li>Keys are told apart character by character: {@code abc} and {@code ABC} are two.
 * </ul>
 *
 * <p>The tables that are missing are created by the first read or write, which may run in several processes at a time.
 * A store that would lose counts, or whose tables are not as this program knows them, throws {@link
 * StoreException.Refused} then, and at every later call until that has changed.
 *
 * <p>An instance is used by one thread. Several instances, in several processes, may work on the same tables.
 */
public interface CounterStore extends CounterReader {

    /**
     * The stored values of {@code keys}; keys that were never written are absent from the answer.
     *
     * @throws StoreException.Unavailable if the store does not answer; nothing has changed
     */
    Map<CellKey, StampedValue> read(Collection<CellKey> keys);

    /**
     * Stores {@code values}, each with its own txid.
     *
     * @throws StoreException.Unavailable if not all of them are known to be stored
     */
    void write(Map<CellKey, StampedValue> values);

    /**
     * Stores the values of one row if {@code cell}, which is in that row too, still holds what the caller has read: a
     * comparison and a write that no other process can come between. Of two workers that both believe themselves in
     * charge of a batch, one wins.
     *
     * @param expected the value that {@code cell} must hold; empty if it must never have been written
     * @return whether they were stored; if not, {@code cell} holds something else, and nothing has changed
     * @throws StoreException.Unavailable if it is not known whether they were stored; read again
     */
    boolean writeIf(CellKey cell, OptionalLong expected, Map<CellKey, StampedValue> values);
}
