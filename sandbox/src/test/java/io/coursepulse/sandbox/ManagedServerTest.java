package io.coursepulse.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.SandboxState.ServerPhase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ManagedServerTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);

    @TempDir
    private Path folder;

    private FakeServer fake;

    @AfterEach
    void stopScheduler() {
        scheduler.shutdownNow();
    }

    private ManagedServer managed(boolean autoRestart) {
        fake = new FakeServer(folder.resolve("kafka.log"));
        return new ManagedServer(fake, autoRestart, scheduler, () -> {});
    }

    private FakeServer.FakeRun nextRun() throws InterruptedException {
        FakeServer.FakeRun run = fake.runs.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        assertThat(run).isNotNull();
        return run;
    }

    @Test
    void isRestartedAfterUnexpectedExit() throws Exception {
        ManagedServer server = managed(true);
        server.prepareAndStart();

        nextRun().exitWith(137);
        nextRun();
        server.awaitReady(TIMEOUT);

        assertThat(server.state().phase()).isEqualTo(ServerPhase.READY);
        assertThat(server.state().restarts()).isEqualTo(1);
    }

    @Test
    void staysDeadWithoutAutoRestart() throws Exception {
        ManagedServer server = managed(false);
        server.prepareAndStart();

        nextRun().exitWith(137);

        assertThat(server.state().phase()).isEqualTo(ServerPhase.DEAD);
        assertThatThrownBy(() -> server.awaitReady(TIMEOUT)).hasMessageContaining("exit code 137");
    }

    @Test
    void exitDuringStartupFailsWithLogTail() throws Exception {
        ManagedServer server = managed(true);
        fake.ready = false;
        Files.writeString(fake.log(), "starting\njava.net.BindException: Address already in use\n");
        scheduler.execute(() -> {
            try {
                nextRun().exitWith(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(server::prepareAndStart)
                .isInstanceOf(SandboxFailure.class)
                .hasMessageContaining("kafka ended with exit code 1 before it was ready")
                .hasMessageContaining("    | java.net.BindException")
                .hasMessageContaining("Another process took the port");
    }

    @Test
    void timesOutWhenProbeFails() {
        ManagedServer server = managed(true);
        fake.ready = false;

        assertThatThrownBy(() -> {
                    server.restart(Duration.ZERO);
                })
                .isInstanceOf(SandboxFailure.class)
                .hasMessageContaining("is running, but was not ready within 0 s")
                .hasMessageContaining("is empty");
    }

    @Test
    void requestedRestartIsNotAFailure() throws Exception {
        ManagedServer server = managed(true);
        server.prepareAndStart();
        FakeServer.FakeRun first = nextRun();

        server.restart(TIMEOUT);

        assertThat(first.isAlive()).isFalse();
        assertThat(nextRun().isAlive()).isTrue();
        assertThat(fake.runs).isEmpty();
        assertThat(server.state().restarts()).isEqualTo(1);
    }

    @Test
    void doesNotStartAfterShutdown() throws Exception {
        ManagedServer server = managed(true);
        server.prepareAndStart();

        server.shutDown();

        assertThat(nextRun().isAlive()).isFalse();
        assertThat(server.state().phase()).isEqualTo(ServerPhase.STOPPED);
        assertThatThrownBy(server::prepareAndStart).isInstanceOf(SandboxFailure.class);
        assertThat(fake.runs).isEmpty();
    }
}
