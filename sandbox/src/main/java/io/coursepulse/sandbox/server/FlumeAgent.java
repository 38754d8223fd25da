package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.JvmCommand;
import io.coursepulse.sandbox.run.PortName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;

/** The Flume agent: access log to Kafka, with the configuration of production. */
final class FlumeAgent extends JvmServer {

    private static final String AGENT = "collector";

    FlumeAgent(ServerContext context) {
        super(ServerName.FLUME, context);
    }

    @Override
    PortName mainPort() {
        return PortName.FLUME_METRICS;
    }

    @Override
    public String address() {
        return "http://" + super.address() + "/metrics";
    }

    @Override
    public void prepare() throws IOException {
        writeConf("log4j2.xml", Log4jConfig.log4j2("warn"));
        // A copy, so that the run directory shows the configuration in use.
        writeConf(AGENT + ".conf", Files.readString(context().home().flumeConfiguration()));
        if (!Files.exists(context().accessLog())) {
            Files.createDirectories(context().accessLog().getParent());
            Files.createFile(context().accessLog());
        }
    }

    @Override
    JvmCommand command() {
        return new JvmCommand("org.apache.flume.node.Application")
                .heap("256m")
                .property("log4j2.configurationFile", conf().resolve("log4j2.xml"))
                .property("coursepulse.access-log", context().accessLog())
                .property("coursepulse.flume.data", data())
                .property(
                        "coursepulse.kafka.bootstrap-servers",
                        KafkaBroker.bootstrapServers(context().ports()))
                .property("coursepulse.topic", KafkaTopics.ACCESS_LOG)
                .property("flume.monitoring.type", "http")
                .property("flume.monitoring.port", port(PortName.FLUME_METRICS))
                .classPath(conf())
                .classPath(context().home().serverJars("flume"))
                .arguments("-n", AGENT, "-f", conf().resolve(AGENT + ".conf"), "--no-reload-conf");
    }

    @Override
    public boolean isReady() throws IOException, InterruptedException {
        String metrics = Probe.httpGet(address());
        return Stream.of("SOURCE.", "CHANNEL.", "SINK.").allMatch(metrics::contains);
    }
}
