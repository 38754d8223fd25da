/**
 * Why we do not use Storm's own components: each test runs one scenario with them and with ours. The wrong result of
 * Storm's is asserted as well, so that a fix in Storm fails the test. Facts about Storm's spout that need a real Kafka
 * are tested in module cli.
 */
package io.coursepulse.topology.stock;
