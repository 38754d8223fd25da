package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.run.Ports;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The Kafka nodes that a sandbox may have: one, or three. */
public enum KafkaBroker {
    FIRST(ServerName.KAFKA, PortName.KAFKA, PortName.KAFKA_CONTROLLER),
    SECOND(ServerName.KAFKA_2, PortName.KAFKA_2, PortName.KAFKA_2_CONTROLLER),
    THIRD(ServerName.KAFKA_3, PortName.KAFKA_3, PortName.KAFKA_3_CONTROLLER);

    private final ServerName server;
    private final PortName port;
    private final PortName controllerPort;

    KafkaBroker(ServerName server, PortName port, PortName controllerPort) {
        this.server = server;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    static KafkaBroker of(ServerName server) {
        return Arrays.stream(values())
                .filter(each -> each.server == server)
                .findFirst()
                .orElseThrow();
    }

    /** Those that a sandbox with these ports runs. */
    public static List<KafkaBroker> in(Ports ports) {
        return Arrays.stream(values())
                .filter(each -> ports.numbers().containsKey(each.port))
                .toList();
    }

    /** For Kafka clients: {@code 127.0.0.1:9092}, or all three. */
    public static String bootstrapServers(Ports ports) {
        return in(ports).stream().map(each -> ports.address(each.port)).collect(Collectors.joining(","));
    }

    /** {@code 1@127.0.0.1:9093}, or all three. */
    static String quorum(Ports ports) {
        return in(ports).stream()
                .map(each -> each.id() + "@" + ports.address(each.controllerPort))
                .collect(Collectors.joining(","));
    }

    /** Its server. */
    public ServerName server() {
        return server;
    }

    PortName port() {
        return port;
    }

    PortName controllerPort() {
        return controllerPort;
    }

    /** Its {@code node.id}. */
    int id() {
        return ordinal() + 1;
    }
}
