package io.coursepulse.store.hbase;

import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.hbase.HConstants;

/**
 * Where an HBase is.
 *
 * @param quorum its ZooKeeper servers, {@code host:port,host:port}
 * @param znodeParent the znode it lives under there
 * @param timeout how long one operation, with its retries, may take before it counts as failed
 */
public record HBaseAddress(String quorum, String znodeParent, Duration timeout) implements Serializable {

    /** How HBase's client is to be set up for it, by the client's own keys. */
    public Map<String, String> clientSettings() {
        String millis = Long.toString(timeout.toMillis());
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(HConstants.ZOOKEEPER_QUORUM, quorum);
        settings.put(HConstants.ZOOKEEPER_ZNODE_PARENT, znodeParent);
        settings.put(HConstants.HBASE_CLIENT_OPERATION_TIMEOUT, millis);
        settings.put(HConstants.HBASE_CLIENT_META_OPERATION_TIMEOUT, millis);
        settings.put(HConstants.HBASE_CLIENT_SCANNER_TIMEOUT_PERIOD, millis);
        settings.put(HConstants.HBASE_RPC_TIMEOUT_KEY, millis);
        // Nothing is loaded from the servers' file system, so no folder is made for it in /tmp.
        settings.put("hbase.use.dynamic.jars", "false");
        // Retries are bounded by the operation's timeout, not by their number. Creating a table waits by this:
        settings.put("hbase.client.sync.wait.timeout.msec", Long.toString(3 * timeout.toMillis()));
        return settings;
    }
}
