package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.JvmCommand;
import io.coursepulse.sandbox.process.RunningServer;
import io.coursepulse.sandbox.run.PortName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/** A Kafka node, both broker and controller. */
final class KafkaServer extends JvmServer {

    /** Any constant value: it ties the log directory to this cluster. */
    private static final String CLUSTER_ID = "Q291cnNlUHVsc2VTYW5kYg";

    private final KafkaBroker broker;

    KafkaServer(ServerName name, ServerContext context) {
        super(name, context);
        this.broker = KafkaBroker.of(name);
    }

    @Override
    PortName mainPort() {
        return broker.port();
    }

    @Override
    public void prepare() throws IOException {
        // At info, the whole configuration of every client is logged.
        writeConf("log4j2.xml", Log4jConfig.log4j2("warn"));
        writeConf(
                "server.properties",
                """
                process.roles=broker,controller
                node.id=%4$d
                controller.quorum.voters=%5$s
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                # A misspelt topic must be an error, not a new topic.
                auto.create.topics.enable=false
                # A line is acknowledged when so many nodes have it.
                min.insync.replicas=%7$d
                # Kafka's internal topics.
                offsets.topic.replication.factor=%6$d
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=%6$d
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=%6$d
                share.coordinator.state.topic.min.isr=1
                share.coordinator.state.topic.num.partitions=4
                # A group's first consumer does not wait for others.
                group.initial.rebalance.delay.ms=0
                # A killed broker can register again when its session has expired; 9 s by default.
                broker.heartbeat.interval.ms=1000
                broker.session.timeout.ms=4000
                # 128 MB by default, within a heap of three times that.
                log.cleaner.dedupe.buffer.size=4194304
                """
                        .formatted(
                                port(broker.port()),
                                port(broker.controllerPort()),
                                logDirectory(),
                                broker.id(),
                                KafkaBroker.quorum(context().ports()),
                                brokers(),
                                minInSync()));
    }

    @Override
    public RunningServer start() throws IOException, InterruptedException {
        if (!Files.exists(logDirectory().resolve("meta.properties"))) {
            runSetupStep(program("kafka.tools.StorageTool", "128m")
                    .arguments("format", "--cluster-id", CLUSTER_ID, "--config", settings()));
        }
        return super.start();
    }

    @Override
    JvmCommand command() {
        return program("kafka.Kafka", "384m").arguments(settings());
    }

    @Override
    public boolean isReady() throws InterruptedException, ExecutionException {
        try (KafkaTopics topics = new KafkaTopics(address())) {
            return topics.brokers() == brokers();
        }
    }

    @Override
    public void onFirstReady() throws InterruptedException, ExecutionException {
        if (broker == KafkaBroker.FIRST) {
            try (KafkaTopics topics = new KafkaTopics(address())) {
                topics.create(brokers());
            }
        }
    }

    private int brokers() {
        return KafkaBroker.in(context().ports()).size();
    }

    /** With three nodes one may fail without a loss, and without a pause. */
    private int minInSync() {
        return brokers() > 1 ? 2 : 1;
    }

    private JvmCommand program(String mainClass, String heap) {
        return new JvmCommand(mainClass)
                .heap(heap)
                .property("log4j2.configurationFile", conf().resolve("log4j2.xml"))
                .classPath(context().home().serverJars("kafka"));
    }

    private Path settings() {
        return conf().resolve("server.properties");
    }

    private Path logDirectory() {
        return data().resolve("kafka");
    }
}
