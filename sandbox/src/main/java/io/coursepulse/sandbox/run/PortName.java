package io.coursepulse.sandbox.run;

import java.util.Arrays;
import java.util.Locale;

/** Every port that the sandbox listens on, with the number an operator expects to find it at. */
public enum PortName {
    ZOOKEEPER(2181),
    KAFKA(9092),
    KAFKA_CONTROLLER(9093),
    /** HBase standalone runs a ZooKeeper of its own. */
    HBASE_ZOOKEEPER(2182),
    HBASE_MASTER(16000),
    HBASE_REGIONSERVER(16020),
    MARIADB(3306),
    /** H2's own usual port is Kafka's. */
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

    /** The number used unless it is taken. */
    public int defaultNumber() {
        return defaultNumber;
    }

    /** As it is written on the command line: {@code kafka-controller}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The port of a written name.
     *
     * @throws SandboxFailure if there is none; the message lists all
     */
    public static PortName of(String text) {
        return Arrays.stream(values())
                .filter(name -> name.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new SandboxFailure(
                        "There is no port \"" + text + "\". The ports are: " + Arrays.toString(values()) + "."));
    }
}
