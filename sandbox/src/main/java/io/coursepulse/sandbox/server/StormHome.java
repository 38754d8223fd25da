package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.JvmCommand;
import io.coursepulse.sandbox.run.PortName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Storm installation with the layout of the release archive, made of links to the jars in the local Maven repository. Nimbus,
 * Supervisor, the submitting client and, through the Supervisor, every worker run from it.
 */
final class StormHome {

    private static final String FOLDER = "storm";
    private static final List<PortName> SLOTS =
            List.of(PortName.WORKER_1, PortName.WORKER_2, PortName.WORKER_3, PortName.WORKER_4);
    private static final List<PortName> SLOTS_2 =
            List.of(PortName.WORKER_5, PortName.WORKER_6, PortName.WORKER_7, PortName.WORKER_8);

    private final ServerContext context;

    StormHome(ServerContext context) {
        this.context = context;
    }

    Path root() {
        return context.paths().folder(FOLDER);
    }

    /** The workers' logs, one directory for each topology and port. */
    Path workerLogs() {
        return context.paths().log(FOLDER).resolve("workers-artifacts");
    }

    /** Rewrites the installation; the data of Nimbus and the Supervisors is kept. */
    void install() throws IOException {
        link(context.home().serverJars("storm"), root().resolve("lib"));
        link(context.home().serverJars("storm-worker"), root().resolve("lib-worker"));
        Files.createDirectories(workerLogs());
        write("conf/storm.yaml", yaml(PortName.SUPERVISOR, SLOTS, FOLDER));
        if (hasTwoNodes()) {
            write(
                    "conf/" + configurationOf(ServerName.SUPERVISOR_2),
                    yaml(PortName.SUPERVISOR_2, SLOTS_2, ServerName.SUPERVISOR_2.toString()));
        }
        write("log4j2/cluster.xml", Log4jConfig.log4j2("info"));
        write("log4j2/worker.xml", resource("worker-log4j2.xml"));
    }

    /** A JVM with the class path of Storm's daemons. */
    JvmCommand daemon(String mainClass) {
        return inHome(mainClass)
                .property("storm.log.dir", context.paths().log(FOLDER))
                .property("log4j2.configurationFile", root().resolve("log4j2/cluster.xml"))
                .classPath(root().resolve("lib/*"), root().resolve("conf"));
    }

    /** A JVM as {@code storm jar} starts it: the client's class path and the topology's jar. */
    JvmCommand client(String mainClass, Path topologyJar) {
        return inHome(mainClass)
                .property("storm.jar", topologyJar)
                .property("log4j2.configurationFile", root().resolve("log4j2/cluster.xml"))
                .classPath(root().resolve("lib-worker/*"), root().resolve("conf"), topologyJar);
    }

    private JvmCommand inHome(String mainClass) {
        return new JvmCommand(mainClass).c1Only().property("storm.home", root());
    }

    /** The configuration file of a supervisor and its workers, on the class path. */
    static String configurationOf(ServerName supervisor) {
        return supervisor == ServerName.SUPERVISOR ? "storm.yaml" : "storm-2.yaml";
    }

    private boolean hasTwoNodes() {
        return context.ports().numbers().containsKey(PortName.SUPERVISOR_2);
    }

    /** A node's configuration; its data is in the directory {@code node}. */
    private String yaml(PortName supervisor, List<PortName> slots, String node) {
        String watchdogOption = context.jvms().watchdogOption();
        Map<String, Object> settings = new java.util.LinkedHashMap<>();
        settings.put("storm.zookeeper.servers", List.of("127.0.0.1"));
        settings.put("storm.zookeeper.port", context.ports().of(PortName.ZOOKEEPER));
        // A killed Nimbus regains leadership, and a killed worker's slot is free, when its ZooKeeper session has
        // expired.
        settings.put("storm.zookeeper.session.timeout", 10_000);
        settings.put("storm.local.dir", context.paths().data(node).toString());
        settings.put(
                "storm.metricstore.rocksdb.location",
                context.paths().data(FOLDER).resolve("metrics").toString());
        settings.put("storm.workers.artifacts.dir", workerLogs().toString());
        settings.put("storm.local.hostname", "localhost");
        settings.put("nimbus.seeds", List.of("localhost"));
        settings.put("nimbus.thrift.port", context.ports().of(PortName.NIMBUS));
        settings.put("supervisor.thrift.port", context.ports().of(supervisor));
        settings.put(
                "supervisor.slots.ports",
                slots.stream().map(context.ports()::of).toList());
        // How often Nimbus schedules new topologies and replaces lost workers: ten seconds by default.
        settings.put("nimbus.monitor.freq.secs", 1);
        // Killed workers have nothing to clean up: all state is outside.
        settings.put("supervisor.worker.shutdown.sleep.secs", 1);
        // Storm's defaults are for JDK 8 and a server's memory.
        settings.put(
                "worker.childopts",
                List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", watchdogOption));
        settings.put(
                "topology.worker.logwriter.childopts",
                String.join(" ", "-Xmx32m", "-XX:+UseSerialGC", JvmCommand.C1_ONLY, watchdogOption));
        if (hasTwoNodes()) {
            // A node that stops responding is replaced within seconds instead of a minute or two.
            settings.put("nimbus.task.timeout.secs", 10);
            settings.put("nimbus.supervisor.timeout.secs", 20);
            settings.put("supervisor.heartbeat.frequency.secs", 2);
            settings.put("supervisor.worker.timeout.secs", 15);
            // Nimbus blacklists the host of a node that misses several heartbeats for half an hour; here both nodes
            // share the host.
            settings.put("blacklist.scheduler.tolerance.count", 1_000_000);
        }
        // Otherwise Nimbus has no metrics of a topology for a minute.
        settings.put("executor.metrics.frequency.secs", 10);
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + ": " + yaml(setting.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    /** YAML's flow style, which is JSON's. */
    private static String yaml(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(StormHome::yaml).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof Number
                ? value.toString()
                : "\"" + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static void link(List<Path> jars, Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> old = Files.list(folder)) {
                for (Path link : old.toList()) {
                    Files.delete(link);
                }
            }
        }
        Files.createDirectories(folder);
        for (Path jar : jars) {
            Files.createSymbolicLink(folder.resolve(jar.getFileName()), jar);
        }
    }

    private void write(String file, String content) throws IOException {
        Path path = root().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private static String resource(String name) throws IOException {
        try (var stream = StormHome.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
