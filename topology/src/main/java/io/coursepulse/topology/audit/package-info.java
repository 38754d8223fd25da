/**
 * Proving the counts, and repairing what lets them go on: {@code audit} compares ledger, Kafka and tables, {@code recount}
 * counts anew from Kafka, {@code recover} rebuilds lost transaction state from the ledger.
 */
package io.coursepulse.topology.audit;
