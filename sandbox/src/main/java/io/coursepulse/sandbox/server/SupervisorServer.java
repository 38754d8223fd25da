package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.JvmCommand;
import io.coursepulse.sandbox.run.PortName;
import java.io.IOException;
import org.apache.storm.thrift.TException;

/** Storm's node manager: it starts the workers, and starts them again when they die. */
final class SupervisorServer extends JvmServer {

    private final StormHome storm;

    SupervisorServer(ServerContext context) {
        super(ServerName.SUPERVISOR, context);
        this.storm = new StormHome(context);
    }

    @Override
    PortName mainPort() {
        return PortName.SUPERVISOR;
    }

    @Override
    public void prepare() {
        // Nimbus has laid the installation that both run from.
    }

    @Override
    JvmCommand command() {
        return storm.daemon("org.apache.storm.daemon.supervisor.Supervisor")
                .heap("192m")
                .property("daemon.name", "supervisor");
    }

    @Override
    public boolean isReady() throws IOException, TException {
        // The port as well: Nimbus remembers a dead supervisor for a minute.
        TcpProbe.connect(port(PortName.SUPERVISOR));
        return new StormCluster(port(PortName.NIMBUS)).supervisors() > 0;
    }
}
