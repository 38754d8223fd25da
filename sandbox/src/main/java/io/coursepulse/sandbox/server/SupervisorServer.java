package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.JvmCommand;
import io.coursepulse.sandbox.run.PortName;
import java.io.IOException;
import org.apache.storm.thrift.TException;

/** Storm's node daemon: starts the workers, and restarts them when they exit. */
final class SupervisorServer extends JvmServer {

    private final StormHome storm;

    SupervisorServer(ServerName name, ServerContext context) {
        super(name, context);
        this.storm = new StormHome(context);
    }

    @Override
    PortName mainPort() {
        return name() == ServerName.SUPERVISOR ? PortName.SUPERVISOR : PortName.SUPERVISOR_2;
    }

    @Override
    public void prepare() {
        // Nimbus has written the installation that both run from.
    }

    @Override
    JvmCommand command() {
        return storm.daemon("org.apache.storm.daemon.supervisor.Supervisor")
                .heap("192m")
                .property("daemon.name", name())
                .property("storm.conf.file", StormHome.configurationOf(name()));
    }

    @Override
    public boolean isReady() throws IOException, TException {
        // Also the port: Nimbus lists a dead supervisor for a minute.
        Probe.connect(port(mainPort()));
        int expected = name() == ServerName.SUPERVISOR ? 1 : 2;
        return new StormCluster(port(PortName.NIMBUS)).supervisors() >= expected;
    }
}
