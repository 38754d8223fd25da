package io.coursepulse.bench.store;

import org.apache.storm.trident.state.map.MapState;

/**
 * A Trident map state that takes batches of clicks.
 *
 * @param name for the table
 * @param state an open state on empty tables
 */
record BenchmarkSubject(String name, MapState<Long> state) {}
