package io.coursepulse.store;

/**
 * A stored number and the transaction that wrote it.
 *
 * @param txid the Trident batch that stored this value; at least 1
 */
public record StampedValue(long value, long txid) {}
