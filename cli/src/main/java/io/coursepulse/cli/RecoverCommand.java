package io.coursepulse.cli;

import io.coursepulse.sandbox.process.JvmLauncher;
import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.run.Ports;
import io.coursepulse.sandbox.run.ProjectHome;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.SandboxState;
import io.coursepulse.sandbox.server.ServerContext;
import io.coursepulse.sandbox.server.TopologyName;
import io.coursepulse.sandbox.server.TopologyServer;
import io.coursepulse.topology.audit.Checks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.storm.Config;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.Utils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The topology's recover, in the running sandbox: ends the topology, rebuilds its state, submits it again. */
@Command(
        name = "recover",
        description =
                "Rebuild lost transaction state in ZooKeeper from the ledger, or say why it cannot be; the topology"
                        + " is ended before and submitted again afterwards.",
        mixinStandardHelpOptions = true)
public final class RecoverCommand implements Callable<Integer> {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOption run;

    @Override
    public Integer call() throws IOException, InterruptedException {
        SandboxState state = RunningSandbox.require(run, "recovered");
        Map<PortName, Integer> ports = new EnumMap<>(PortName.class);
        state.ports().forEach((name, number) -> ports.put(PortName.of(name), number));
        ProjectHome home = ProjectHome.find();
        TopologyServer topology = new TopologyServer(
                TopologyName.COUNTS,
                new ServerContext(
                        home,
                        run.runningPaths(),
                        new Ports(ports),
                        new JvmLauncher(home.watchdogJar(), state.daemon()),
                        Path.of(state.accessLog())));
        topology.removeTopology();
        int exit = new Checks(spec, Path.of(state.configuration())).recover(storm(ports.get(PortName.ZOOKEEPER)));
        topology.start();
        awaitRunning(topology);
        return exit;
    }

    private void awaitRunning(TopologyServer topology) throws InterruptedException {
        Instant end = Instant.now().plus(START_TIMEOUT);
        while (Instant.now().isBefore(end)) {
            try {
                if (topology.isReady()) {
                    return;
                }
            } catch (TException e) {
                // Nimbus is busy, or was killed; `status` shows it.
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
        throw new SandboxFailure("The topology was submitted again, but does not run after " + START_TIMEOUT.toMinutes()
                + " minutes. `coursepulse logs nimbus` and `coursepulse logs topology` say why.");
    }

    /** As Storm's own daemons in the sandbox have it. */
    private static Map<String, Object> storm(int zooKeeperPort) {
        Map<String, Object> storm = Utils.readDefaultConfig();
        storm.put(Config.STORM_ZOOKEEPER_SERVERS, List.of("127.0.0.1"));
        storm.put(Config.STORM_ZOOKEEPER_PORT, zooKeeperPort);
        return storm;
    }
}
