package io.coursepulse.sandbox.run;

import io.coursepulse.watchdog.ProcessIdentity;
import java.util.List;
import java.util.Map;

/**
 * A sandbox at one moment, as another process can read it.
 *
 * @param daemon the process that started the servers and keeps them
 * @param ready whether the boot is complete
 * @param ports the port numbers by {@link PortName#toString}
 * @param accessLog the file that Flume follows
 * @param configuration the configuration of the topology and the web server
 * @param servers every server of this sandbox, in the order of the data flow
 */
public record SandboxState(
        ProcessIdentity daemon,
        boolean ready,
        Map<String, Integer> ports,
        String accessLog,
        String configuration,
        List<ServerState> servers) {

    /** Where the page is, or empty if this sandbox has no web server. */
    public java.util.Optional<String> page() {
        return java.util.Optional.ofNullable(ports.get(PortName.WEB.toString()))
                .map(port -> "http://127.0.0.1:" + port);
    }
}
