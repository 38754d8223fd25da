package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.run.SandboxFailure;
import java.util.Arrays;
import java.util.Locale;

/** The stores of a sandbox's counts, each with its server and its section of the configuration. */
public enum StoreName {
    HBASE("HBase", ServerName.HBASE, PortName.HBASE_ZOOKEEPER, "hbase { quorum = \"127.0.0.1:%d\" }"),
    MARIADB(
            "MariaDB",
            ServerName.MARIADB,
            PortName.MARIADB,
            "jdbc { url = \"jdbc:mariadb://127.0.0.1:%d/" + MariaDbServer.DATABASE + "\", user = " + MariaDbServer.USER
                    + ", password = " + MariaDbServer.PASSWORD + " }"),
    H2(
            "H2",
            ServerName.H2,
            PortName.H2,
            "jdbc { url = \"jdbc:h2:tcp://127.0.0.1:%d/./" + H2Server.DATABASE + "\", user = " + H2Server.USER
                    + ", password = " + H2Server.PASSWORD + " }");

    private final String title;
    private final ServerName server;
    private final PortName port;
    private final String section;

    StoreName(String title, ServerName server, PortName port, String section) {
        this.title = title;
        this.server = server;
        this.port = port;
        this.section = section;
    }

    /** The name to display. */
    public String title() {
        return title;
    }

    /** Its server. */
    public ServerName server() {
        return server;
    }

    /** The port that its clients connect to. */
    public PortName port() {
        return port;
    }

    /** The configuration's section {@code store} for this store at that port, on one line. */
    public String section(int number) {
        return "store { type = " + this + ", " + section.formatted(number) + " }";
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Parses a name.
     *
     * @throws SandboxFailure if there is no such store; the message lists all
     */
    public static StoreName of(String text) {
        return Arrays.stream(values())
                .filter(name -> name.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new SandboxFailure(
                        "Unknown store \"" + text + "\". The stores are: " + Arrays.toString(values()) + "."));
    }
}
