package io.coursepulse.visit;

import io.coursepulse.log.LogLine;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Remembers what a run of bytes means, so that a text which comes again and again, such as a course's id, is made into
 * an object once. A look-up compares bytes and makes nothing. When the memo is full it starts anew. Used by one thread.
 *
 * @param <T> what the bytes mean
 */
final class SliceMemo<T> {

    private static final int SLOTS = 1 << 14;
    private static final int FULL = SLOTS / 2;

    private record Entry<T>(byte[] bytes, T meaning) {}

    private final Function<byte[], T> meaning;
    private final Entry<T>[] entries = slots();
    private int size;

    /** Uses {@code meaning} for the bytes that are not known yet. */
    SliceMemo(Function<byte[], T> meaning) {
        this.meaning = meaning;
    }

    @SuppressWarnings("unchecked")
    private static <T> Entry<T>[] slots() {
        return (Entry<T>[]) new Entry<?>[SLOTS];
    }

    T get(byte[] bytes, int start, int end) {
        int slot = hash(bytes, start, end) & SLOTS - 1;
        for (Entry<T> entry = entries[slot]; entry != null; entry = entries[slot]) {
            if (Arrays.equals(entry.bytes, 0, entry.bytes.length, bytes, start, end)) {
                return entry.meaning;
            }
            slot = slot + 1 & SLOTS - 1;
        }
        byte[] copy = Arrays.copyOfRange(bytes, start, end);
        T result = meaning.apply(copy);
        put(slot, new Entry<>(copy, result));
        return result;
    }

    T get(byte[] bytes, LogLine.Slice slice) {
        return get(bytes, slice.start(), slice.end());
    }

    private void put(int slot, Entry<T> entry) {
        if (size == FULL) {
            Arrays.fill(entries, null);
            size = 0;
        } else {
            size++;
            entries[slot] = entry;
        }
    }

    private static int hash(byte[] bytes, int start, int end) {
        int hash = 1;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ hash >>> 15;
    }
}
