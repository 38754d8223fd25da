package io.coursepulse.cli;

import io.coursepulse.sandbox.process.JvmLauncher;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.run.Ports;
import io.coursepulse.sandbox.run.ProjectHome;
import io.coursepulse.sandbox.run.RunPaths;
import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.SandboxState;
import io.coursepulse.sandbox.server.ServerContext;
import io.coursepulse.sandbox.server.TopologyName;
import io.coursepulse.sandbox.server.TopologyServer;
import io.coursepulse.topology.Deployment;
import io.coursepulse.topology.audit.AuditException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.utils.Utils;
import picocli.CommandLine.Mixin;

/**
 * The pipeline of the running sandbox. For recovery it stops the topology and submits it again by itself. Every method
 * throws a {@link SandboxFailure} if no sandbox is running.
 */
public final class SandboxDeployment implements Deployment {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

    @Mixin
    private RunOption run;

    @Override
    public Path configuration() {
        return Path.of(state().configuration());
    }

    private SandboxState state() {
        RunPaths paths = run.runningPaths();
        return SandboxState.readRunning(paths)
                .orElseThrow(() -> new AuditException("Nothing is running in " + RunPaths.displayPath(paths.root())
                        + "; this command needs its servers. Start them with `coursepulse up`."));
    }

    /** As the sandbox's own Storm daemons have it. */
    @Override
    public Map<String, Object> stormConfiguration() {
        Map<String, Object> storm = Utils.readDefaultConfig();
        storm.put(Config.STORM_ZOOKEEPER_SERVERS, List.of("127.0.0.1"));
        storm.put(Config.STORM_ZOOKEEPER_PORT, state().ports().get(PortName.ZOOKEEPER.toString()));
        return storm;
    }

    @Override
    public void ensureCountingStopped() throws InterruptedException {
        topology().removeTopology();
    }

    @Override
    public void resumeCounting() throws IOException, InterruptedException {
        TopologyServer topology = topology();
        topology.start();
        Await.until(
                "the resubmitted topology to run (see `coursepulse logs nimbus` and `coursepulse logs topology`)",
                START_TIMEOUT,
                topology::isReady);
    }

    private TopologyServer topology() {
        SandboxState state = state();
        Map<PortName, Integer> ports = new EnumMap<>(PortName.class);
        state.ports().forEach((name, number) -> ports.put(PortName.of(name), number));
        ProjectHome home = ProjectHome.find();
        return new TopologyServer(
                TopologyName.COUNTS,
                new ServerContext(
                        home,
                        run.runningPaths(),
                        new Ports(ports),
                        new JvmLauncher(home.watchdogJar(), state.daemon()),
                        Path.of(state.accessLog())));
    }
}
