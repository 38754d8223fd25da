package io.coursepulse.bench.store;

import org.apache.storm.trident.state.map.MapState;

/**
 * A Trident map state under test.
 *
 * @param name the name to display
 * @param state an open state on empty tables
 */
record BenchmarkSubject(String name, MapState<Long> state) {}
