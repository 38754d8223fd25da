package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How one server is configured, started and probed. Holds no state of the running server: the same object restarts it after
 * it exited.
 */
public interface Server {

    /** A server of the sandbox, not started yet. */
    static Server of(ServerName name, ServerContext context) {
        return switch (name) {
            case ZOOKEEPER -> new ZooKeeperServer(context);
            case KAFKA, KAFKA_2, KAFKA_3 -> new KafkaServer(name, context);
            case HBASE -> new HBaseServer(context);
            case MARIADB -> new MariaDbServer(context);
            case H2 -> new H2Server(context);
            case NIMBUS -> new NimbusServer(context);
            case SUPERVISOR, SUPERVISOR_2 -> new SupervisorServer(name, context);
            case FLUME -> new FlumeAgent(context);
            case TOPOLOGY -> new TopologyServer(TopologyName.COUNTS, context);
            case ACTIVITY -> new TopologyServer(TopologyName.ACTIVITY, context);
            case WEB -> new WebServer(context);
        };
    }

    /** A step of a server's start failed; the server's log has the details. */
    final class StartFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public StartFailure(String message) {
            super(message);
        }
    }

    /** Which one this is. */
    ServerName name();

    /** Its address, to display. */
    String address();

    /** Where its output goes. */
    Path log();

    /**
     * Writes its configuration. Called once per startup, before the first start; data of an earlier sandbox is kept.
     */
    void prepare() throws IOException;

    /**
     * Starts it; returns before it is ready.
     *
     * @throws StartFailure if the start has already failed
     */
    RunningServer start() throws IOException, InterruptedException;

    /**
     * Probes the server itself, within a few seconds.
     *
     * @return whether it is ready; an exception counts as "not yet"
     */
    boolean isReady() throws Exception;

    /** Called once per startup, when it is ready for the first time: creates what its clients expect. */
    default void onFirstReady() throws Exception {}

    /** How long it may take to stop before it is killed. */
    default Duration stopTimeout() {
        return Duration.ofSeconds(10);
    }
}
