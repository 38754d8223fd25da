package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.JvmCommand;
import io.coursepulse.sandbox.process.RunningServer;
import io.coursepulse.sandbox.run.PortName;
import io.coursepulse.sandbox.run.RunPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Base of the servers that are one JVM each. */
abstract class JvmServer implements Server {

    private final ServerName name;
    private final ServerContext context;

    JvmServer(ServerName name, ServerContext context) {
        this.name = name;
        this.context = context;
    }

    /** The command line to start. */
    abstract JvmCommand command();

    /** The port to display as its address. */
    abstract PortName mainPort();

    @Override
    public final ServerName name() {
        return name;
    }

    @Override
    public String address() {
        return context.ports().address(mainPort());
    }

    @Override
    public final Path log() {
        return paths().logFile(name.toString());
    }

    @Override
    public RunningServer start() throws IOException, InterruptedException {
        return context.jvms().start(command(), log(), data());
    }

    /** Runs a program of this server and waits for its exit, before the server itself is started. */
    final void runSetupStep(JvmCommand step) throws IOException, InterruptedException {
        int exit = context.jvms().run(step, log(), data());
        if (exit != 0) {
            throw new StartFailure("its setup step exited with code " + exit);
        }
    }

    final ServerContext context() {
        return context;
    }

    final RunPaths paths() {
        return context.paths();
    }

    final int port(PortName port) {
        return context.ports().of(port);
    }

    final Path conf() {
        return paths().conf(name.toString());
    }

    final Path data() {
        return paths().data(name.toString());
    }

    /** Writes a configuration file of the server. */
    final Path writeConf(String file, String content) throws IOException {
        Files.createDirectories(conf());
        return Files.writeString(conf().resolve(file), content);
    }
}
