package io.coursepulse.sandbox.server;

/** Every server there is. */
public final class Servers {

    private Servers() {}

    /** How the named server is set up in a sandbox. */
    public static Server of(ServerName name, ServerContext context) {
        return switch (name) {
            case ZOOKEEPER -> new ZooKeeperServer(context);
            case KAFKA -> new KafkaServer(context);
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
}
