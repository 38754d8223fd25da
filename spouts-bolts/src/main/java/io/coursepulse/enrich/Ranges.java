package io.coursepulse.enrich;

import java.util.Arrays;

/**
 * Contiguous ranges of unsigned numbers, each with a value: a range ends where the next one starts. A lookup is a
 * binary search among the ranges with the same leading bits, a few for IPv4. Immutable.
 */
final class Ranges {

    private static final int LEADING_BITS = 16;

    private final int shift;
    private final long[] starts;
    private final short[] values;

    /** For every value of the leading bits, the first range that starts there or later. */
    private final int[] firsts;

    private Ranges(int bits, long[] starts, short[] values) {
        this.shift = bits - LEADING_BITS;
        this.starts = starts;
        this.values = values;
        this.firsts = new int[(1 << LEADING_BITS) + 1];
        int range = 0;
        for (int leading = 0; leading < firsts.length; leading++) {
            while (range < starts.length && leading(starts[range] - Long.MIN_VALUE) < leading) {
                range++;
            }
            firsts[leading] = range;
        }
    }

    private int leading(long number) {
        return (int) (number >>> shift);
    }

    /** The value of the range that {@code number} is in; 0 before the first one. */
    int valueAt(long number) {
        int leading = leading(number);
        int found = Arrays.binarySearch(starts, firsts[leading], firsts[leading + 1], number + Long.MIN_VALUE);
        int range = found >= 0 ? found : -found - 2;
        return range < 0 ? 0 : values[range];
    }

    /** Builds from ranges in ascending order. */
    static final class Builder {

        private final int bits;
        private long[] starts = new long[1 << 16];
        private short[] values = new short[1 << 16];
        private int size;

        /** @param bits the size of the numbers in bits, 16 to 64 */
        Builder(int bits) {
            this.bits = bits;
        }

        /** Adds a range from {@code start} up to the start of the next one. */
        void add(long start, short value) {
            long signed = start + Long.MIN_VALUE;
            if (size > 0 && signed <= starts[size - 1]) {
                throw new IllegalArgumentException(
                        "Ranges are not in ascending order at " + Long.toUnsignedString(start));
            }
            if (size > 0 && values[size - 1] == value) {
                return;
            }
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            starts[size] = signed;
            values[size++] = value;
        }

        Ranges build() {
            return new Ranges(bits, Arrays.copyOf(starts, size), Arrays.copyOf(values, size));
        }
    }
}
