package io.coursepulse.enrich;

import java.util.Arrays;

/**
 * Ranges of numbers that follow on each other, each with a value: where one begins, the one before it ends. Numbers are
 * unsigned. A look-up is a binary search among the ranges with the same leading bits, a few for IPv4. Immutable.
 */
final class Ranges {

    private static final int LEADING_BITS = 16;

    private final int shift;
    private final long[] starts;
    private final short[] values;

    /** For every value of the leading bits, the first range that begins there or later. */
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

    /** The value of the range that {@code number} is in; 0 in front of the first. */
    int valueAt(long number) {
        int leading = leading(number);
        int found = Arrays.binarySearch(starts, firsts[leading], firsts[leading + 1], number + Long.MIN_VALUE);
        int range = found >= 0 ? found : -found - 2;
        return range < 0 ? 0 : values[range];
    }

    /** Takes ranges in their order. */
    static final class Builder {

        private final int bits;
        private long[] starts = new long[1 << 16];
        private short[] values = new short[1 << 16];
        private int size;

        /** @param bits how many the numbers have, from 16 to 64 */
        Builder(int bits) {
            this.bits = bits;
        }

        /** From {@code start} on, up to the next one that is added, the value is {@code value}. */
        void add(long start, short value) {
            long signed = start + Long.MIN_VALUE;
            if (size > 0 && signed <= starts[size - 1]) {
                throw new IllegalArgumentException("The ranges are not in order at " + Long.toUnsignedString(start));
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
