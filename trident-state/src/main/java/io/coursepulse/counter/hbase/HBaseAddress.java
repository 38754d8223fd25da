package io.coursepulse.counter.hbase;

import java.io.Serializable;
import java.time.Duration;

/**
 * Where an HBase is.
 *
 * @param quorum its ZooKeeper servers, {@code host:port,host:port}
 * @param znodeParent the znode it lives under there
 * @param timeout how long one operation, with its retries, may take before it counts as failed
 */
public record HBaseAddress(String quorum, String znodeParent, Duration timeout) implements Serializable {}
