/**
 * Why not Storm's stock parts: each test runs one scenario with them and with ours. What the stock run gives is asserted
 * as well, wrong as it is, so that the day Storm mends it, its test fails and tells. The facts about the stock spout that
 * need a real Kafka are in the sandbox's tests.
 */
package io.coursepulse.topology.stock;
