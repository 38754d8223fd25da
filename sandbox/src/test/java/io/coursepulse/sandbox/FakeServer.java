package io.coursepulse.sandbox;

import io.coursepulse.sandbox.process.RunningServer;
import io.coursepulse.sandbox.server.Server;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.watchdog.ProcessIdentity;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** A server without a process: tests let it exit, and await its starts. */
final class FakeServer implements Server {

    final BlockingQueue<FakeRun> runs = new LinkedBlockingQueue<>();
    volatile boolean ready = true;
    private final Path log;

    FakeServer(Path log) {
        this.log = log;
    }

    @Override
    public ServerName name() {
        return ServerName.KAFKA;
    }

    @Override
    public String address() {
        return "127.0.0.1:9092";
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public void prepare() {}

    @Override
    public RunningServer start() {
        FakeRun run = new FakeRun();
        runs.add(run);
        return run;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    /** One start, until its exit. */
    static final class FakeRun implements RunningServer {

        private final CompletableFuture<Integer> exit = new CompletableFuture<>();

        void exitWith(int code) {
            exit.complete(code);
        }

        @Override
        public List<ProcessIdentity> processes() {
            return List.of();
        }

        @Override
        public boolean isAlive() {
            return !exit.isDone();
        }

        @Override
        public CompletableFuture<Integer> exit() {
            return exit;
        }

        @Override
        public void terminate() {
            exitWith(143);
        }

        @Override
        public void kill() {
            exitWith(137);
        }
    }
}
