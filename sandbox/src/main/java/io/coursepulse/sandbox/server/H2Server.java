package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.JvmCommand;
import io.coursepulse.sandbox.run.PortName;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** H2 in server mode, with its database in a file. */
final class H2Server extends JvmServer {

    static final String DATABASE = "coursepulse";
    static final String USER = "coursepulse";
    static final String PASSWORD = "coursepulse";

    H2Server(ServerContext context) {
        super(ServerName.H2, context);
    }

    @Override
    PortName mainPort() {
        return PortName.H2;
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(data());
    }

    @Override
    JvmCommand command() {
        return new JvmCommand("org.h2.tools.Server")
                .heap("128m")
                .property("h2.bindAddress", "127.0.0.1")
                .classPath(context().home().serverJars("h2"))
                // The first connection creates the database and its user.
                .arguments("-tcp", "-tcpPort", port(PortName.H2), "-baseDir", data(), "-ifNotExists");
    }

    @Override
    public boolean isReady() throws IOException, SQLException {
        Probe.connect(port(PortName.H2));
        String url = "jdbc:h2:tcp://" + address() + "/./" + DATABASE + ";NETWORK_TIMEOUT=2000";
        try (Connection connection = DriverManager.getConnection(url, USER, PASSWORD)) {
            return connection.isValid(2);
        }
    }
}
