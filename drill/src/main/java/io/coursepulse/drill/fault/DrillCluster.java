package io.coursepulse.drill.fault;

import io.coursepulse.generator.LogWriter;
import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.server.ServerName;

/**
 * What faults are injected into.
 *
 * @param sandbox with two Storm nodes
 * @param ledger what has been committed
 * @param topic the topic of the lines
 * @param writer writes the lines, by {@code clock}
 * @param clock the web server's clock
 * @param workers of the topology
 */
public record DrillCluster(
        Sandbox sandbox, LedgerMonitor ledger, String topic, LogWriter writer, SkewedClock clock, int workers) {

    ServerName store() {
        return sandbox.storeName().server();
    }
}
