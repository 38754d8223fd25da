package io.coursepulse.dimension;

/**
 * One row of a dimension's table.
 *
 * @param count clicks so far; never negative, and never less than an earlier reading of the same row
 */
public record CounterValue(CounterRow row, long count) {}
