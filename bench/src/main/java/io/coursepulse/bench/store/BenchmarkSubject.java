package io.coursepulse.bench.store;

import java.util.List;

/**
 * A counter state under test.
 *
 * @param name the name to display
 * @param counters an open state on empty tables
 */
record BenchmarkSubject(String name, Counters counters) {

    /** Adds batches to counters. */
    @FunctionalInterface
    interface Counters {

        /** Adds one click to each of these courses' counters; {@code txid} follows on the last batch's. */
        void add(long txid, List<String> courses);
    }
}
