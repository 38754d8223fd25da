package io.coursepulse.sandbox.run;

import java.util.Arrays;
import java.util.Locale;

/** Every port that the sandbox listens on, with its default number. */
public enum PortName {
    ZOOKEEPER(2181),
    KAFKA(9092),
    KAFKA_CONTROLLER(9093),
    KAFKA_2(9094),
    KAFKA_2_CONTROLLER(9095),
    KAFKA_3(9096),
    KAFKA_3_CONTROLLER(9097),
    /** HBase standalone has its own ZooKeeper. */
    HBASE_ZOOKEEPER(2182),
    HBASE_MASTER(16000),
    HBASE_REGIONSERVER(16020),
    MARIADB(3306),
    /** H2's own default is Kafka's. */
    H2(9123),
    NIMBUS(6627),
    SUPERVISOR(6628),
    WORKER_1(6700),
    WORKER_2(6701),
    WORKER_3(6702),
    WORKER_4(6703),
    SUPERVISOR_2(6629),
    WORKER_5(6704),
    WORKER_6(6705),
    WORKER_7(6706),
    WORKER_8(6707),
    FLUME_METRICS(34545),
    WEB(8080);

    private final int defaultNumber;

    PortName(int defaultNumber) {
        this.defaultNumber = defaultNumber;
    }

    /** The number used unless it is in use. */
    public int defaultNumber() {
        return defaultNumber;
    }

    /** The name on the command line: {@code kafka-controller}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Parses a name.
     *
     * @throws SandboxFailure if there is no such port; the message lists all
     */
    public static PortName of(String text) {
        return Arrays.stream(values())
                .filter(name -> name.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new SandboxFailure(
                        "Unknown port \"" + text + "\". The ports are: " + Arrays.toString(values()) + "."));
    }
}
