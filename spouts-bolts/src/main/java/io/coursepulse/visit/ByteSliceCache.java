package io.coursepulse.visit;

import io.coursepulse.log.LogLine;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Remembers what a run of bytes means, so that a text which comes again and again, such as a course's id, is made into
 * an object once. A look-up compares bytes and allocates nothing. When the cache is full it is emptied. Used by one thread.
 *
 * @param <T> what the bytes mean
 */
final class ByteSliceCache<T> {

    private static final int SLOTS = 1 << 14;
    private static final int MAX_ENTRIES = SLOTS / 2;

    private static final VarHandle LONG_VIEW =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** 2^64 divided by the golden ratio, as hash functions like to have it. */
    private static final long HASH_MULTIPLIER = 0x9E3779B97F4A7C15L;

    private record Entry<T>(byte[] bytes, T value) {}

    private final Function<byte[], T> mapping;
    private final Entry<T>[] entries = slots();
    private int size;

    /** Uses {@code mapping} for the bytes that are not known yet. */
    ByteSliceCache(Function<byte[], T> mapping) {
        this.mapping = mapping;
    }

    @SuppressWarnings("unchecked")
    private static <T> Entry<T>[] slots() {
        return (Entry<T>[]) new Entry<?>[SLOTS];
    }

    T get(byte[] bytes, int start, int end) {
        int slot = hash(bytes, start, end) & SLOTS - 1;
        for (Entry<T> entry = entries[slot]; entry != null; entry = entries[slot]) {
            if (Arrays.equals(entry.bytes, 0, entry.bytes.length, bytes, start, end)) {
                return entry.value;
            }
            slot = slot + 1 & SLOTS - 1;
        }
        byte[] copy = Arrays.copyOfRange(bytes, start, end);
        T result = mapping.apply(copy);
        put(slot, new Entry<>(copy, result));
        return result;
    }

    T get(byte[] bytes, LogLine.Slice slice) {
        return get(bytes, slice.start(), slice.end());
    }

    private void put(int slot, Entry<T> entry) {
        if (size == MAX_ENTRIES) {
            Arrays.fill(entries, null);
            size = 0;
        } else {
            size++;
            entries[slot] = entry;
        }
    }

    /** Eight bytes at a step: a user agent has more than a hundred. */
    private static int hash(byte[] bytes, int start, int end) {
        long hash = end - start;
        int i = start;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            hash = (hash ^ (long) LONG_VIEW.get(bytes, i)) * HASH_MULTIPLIER;
            hash ^= hash >>> 32;
        }
        for (; i < end; i++) {
            hash = (hash ^ bytes[i]) * HASH_MULTIPLIER;
        }
        return (int) (hash ^ hash >>> 32);
    }
}
