/**
 * Audit, recount and recovery: {@code audit} compares ledger, Kafka and tables; {@code recount} counts a day again from
 * Kafka; {@code recover} rebuilds lost transaction state from the ledger.
 */
package io.coursepulse.topology.audit;
