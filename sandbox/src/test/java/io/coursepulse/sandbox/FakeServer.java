package io.coursepulse.sandbox;

import io.coursepulse.leash.ProcessIdentity;
import io.coursepulse.sandbox.process.Running;
import io.coursepulse.sandbox.server.Server;
import io.coursepulse.sandbox.server.ServerName;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** A server without a process: a test lets it die, and awaits its starts. */
final class FakeServer implements Server {

    final BlockingQueue<Life> lives = new LinkedBlockingQueue<>();
    volatile boolean answers = true;
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
    public Running start() {
        Life life = new Life();
        lives.add(life);
        return life;
    }

    @Override
    public boolean isReady() {
        return answers;
    }

    /** From one start to the end. */
    static final class Life implements Running {

        private final CompletableFuture<Integer> exit = new CompletableFuture<>();

        void endWith(int code) {
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
            endWith(143);
        }

        @Override
        public void kill() {
            endWith(137);
        }
    }
}
