package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.JvmCommand;
import io.coursepulse.sandbox.process.RunningServer;
import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A real {@code mariadbd}, hosted by a JVM so that it runs under the parent watchdog. */
final class MariaDbServer extends JvmServer {

    static final String DATABASE = "coursepulse";
    static final String USER = "coursepulse";
    static final String PASSWORD = "coursepulse";

    MariaDbServer(ServerContext context) {
        super(ServerName.MARIADB, context);
    }

    @Override
    PortName mainPort() {
        return PortName.MARIADB;
    }

    @Override
    public void prepare() throws IOException {
        writeConf("log4j2.xml", Log4jConfig.log4j2("warn"));
        // Run by the server itself at every start: no login as root is needed.
        writeConf(
                "init.sql",
                """
                create database if not exists %1$s;
                create user if not exists %2$s@'127.0.0.1' identified by '%3$s';
                grant all on `%1$s%%`.* to %2$s@'127.0.0.1';
                """
                        .formatted(DATABASE, USER, PASSWORD));
        writeConf(
                "my.cnf",
                """
                [mariadbd]
                basedir=%1$s/base
                datadir=%1$s/mysql
                tmpdir=%1$s/tmp
                init-file=%2$s/init.sql
                bind-address=127.0.0.1
                port=%3$d
                # None: a run directory's path may be too long for a socket.
                socket=
                # Otherwise it creates a certificate at every start, which takes many seconds.
                skip-ssl
                skip-name-resolve
                # Required to run as root.
                %4$s
                # An acknowledged write survives a crash; the default, and required for exact counts.
                innodb_flush_log_at_trx_commit=1
                # Sizes for a laptop.
                innodb_buffer_pool_size=64M
                innodb_log_file_size=32M
                key_buffer_size=1M
                aria_pagecache_buffer_size=1M
                performance_schema=OFF
                character-set-server=utf8mb4
                """
                        .formatted(data(), conf(), port(PortName.MARIADB), runsAsRoot() ? "user=root" : ""));
    }

    private static boolean runsAsRoot() {
        return System.getProperty("user.name").equals("root");
    }

    @Override
    JvmCommand command() {
        return new JvmCommand("io.coursepulse.mariadb.MariaDbHost")
                .heap("32m")
                .c1Only()
                .property("log4j2.configurationFile", conf().resolve("log4j2.xml"))
                .classPath(context().home().serverJars("mariadb"))
                .arguments(data().resolve("base"), data().resolve("mysql"), conf().resolve("my.cnf"));
    }

    @Override
    public RunningServer start() throws IOException, InterruptedException {
        return new HostedServer(super.start(), "mariadbd");
    }

    @Override
    public boolean isReady() throws IOException, SQLException {
        Probe.connect(port(PortName.MARIADB));
        Properties login = new Properties();
        login.putAll(Map.of("user", USER, "password", PASSWORD, "connectTimeout", "2000", "socketTimeout", "2000"));
        try (Connection connection =
                DriverManager.getConnection("jdbc:mariadb://" + address() + "/" + DATABASE, login)) {
            return connection.isValid(2);
        }
    }

    /**
     * A server that is not a JVM, and the JVM that hosts it. Killing, freezing and measuring apply to both, the server
     * first.
     */
    private static final class HostedServer implements RunningServer {

        private final RunningServer host;
        private final String program;

        /** @param program the server's executable, a child process of the host */
        HostedServer(RunningServer host, String program) {
            this.host = host;
            this.program = program;
        }

        @Override
        public List<ProcessIdentity> processes() {
            List<ProcessIdentity> hosts = host.processes();
            Stream<ProcessIdentity> hosted = hosts.stream()
                    .flatMap(process -> process.liveHandle().stream())
                    .flatMap(ProcessHandle::children)
                    .filter(this::runsProgram)
                    .map(ProcessIdentity::of);
            return Stream.concat(hosted, hosts.stream()).toList();
        }

        private boolean runsProgram(ProcessHandle process) {
            return process.info()
                    .command()
                    .map(command -> command.endsWith("/" + program))
                    .orElse(false);
        }

        @Override
        public CompletableFuture<Integer> exit() {
            return host.exit();
        }

        /** The host stops the server, and waits for its exit. */
        @Override
        public void terminate() {
            host.terminate();
        }

        @Override
        public void kill() {
            processes().forEach(process -> process.liveHandle().ifPresent(ProcessHandle::destroyForcibly));
        }
    }
}
