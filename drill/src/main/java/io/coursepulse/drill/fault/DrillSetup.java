package io.coursepulse.drill.fault;

import io.coursepulse.sandbox.server.StoreName;

/**
 * What decides which faults are possible.
 *
 * @param store the store of the counts
 * @param brokers the number of Kafka brokers, 1 or 3
 */
public record DrillSetup(StoreName store, int brokers) {}
