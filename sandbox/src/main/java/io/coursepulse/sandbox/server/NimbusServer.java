package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.JvmCommand;
import io.coursepulse.sandbox.run.PortName;
import java.io.IOException;
import org.apache.storm.thrift.TException;

/** Storm's master daemon. */
final class NimbusServer extends JvmServer {

    private final StormHome storm;

    NimbusServer(ServerContext context) {
        super(ServerName.NIMBUS, context);
        this.storm = new StormHome(context);
    }

    @Override
    PortName mainPort() {
        return PortName.NIMBUS;
    }

    @Override
    public void prepare() throws IOException {
        storm.install();
    }

    @Override
    JvmCommand command() {
        return storm.daemon("org.apache.storm.daemon.nimbus.Nimbus")
                .heap("256m")
                .property("daemon.name", "nimbus");
    }

    @Override
    public boolean isReady() throws TException {
        return new StormCluster(port(PortName.NIMBUS)).hasLeader();
    }
}
