package io.coursepulse.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.run.ServerPhase;
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

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);

    @TempDir
    private Path folder;

    private FakeServer fake;

    @AfterEach
    void stopScheduler() {
        scheduler.shutdownNow();
    }

    private ManagedServer managed(boolean restartDead) {
        fake = new FakeServer(folder.resolve("kafka.log"));
        return new ManagedServer(fake, restartDead, scheduler, () -> {});
    }

    private FakeServer.Life nextLife() throws InterruptedException {
        FakeServer.Life life = fake.lives.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(life).isNotNull();
        return life;
    }

    @Test
    void isStartedAgainAfterItDied() throws Exception {
        ManagedServer server = managed(true);
        server.boot();

        nextLife().endWith(137);
        nextLife();
        server.awaitReady(PATIENCE);

        assertThat(server.state().phase()).isEqualTo(ServerPhase.READY);
        assertThat(server.state().restarts()).isEqualTo(1);
    }

    @Test
    void staysDeadWhenNobodyRestartsIt() throws Exception {
        ManagedServer server = managed(false);
        server.boot();

        nextLife().endWith(137);

        assertThat(server.state().phase()).isEqualTo(ServerPhase.DEAD);
        assertThatThrownBy(() -> server.awaitReady(PATIENCE)).hasMessageContaining("exit code 137");
    }

    @Test
    void aDeathInTheBootEndsTheBootWithTheEndOfTheLog() throws Exception {
        ManagedServer server = managed(true);
        fake.answers = false;
        Files.writeString(fake.log(), "starting\njava.net.BindException: Address already in use\n");
        scheduler.execute(() -> {
            try {
                nextLife().endWith(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(server::boot)
                .isInstanceOf(SandboxFailure.class)
                .hasMessageContaining("kafka ended with exit code 1 before it was ready")
                .hasMessageContaining("    | java.net.BindException")
                .hasMessageContaining("Another process took the port");
    }

    @Test
    void saysWhenItRunsAndDoesNotAnswer() {
        ManagedServer server = managed(true);
        fake.answers = false;

        assertThatThrownBy(() -> {
                    server.restart(Duration.ZERO);
                })
                .isInstanceOf(SandboxFailure.class)
                .hasMessageContaining("runs, but was not ready within 0 s")
                .hasMessageContaining("is empty");
    }

    @Test
    void anAskedRestartIsNoDeath() throws Exception {
        ManagedServer server = managed(true);
        server.boot();
        FakeServer.Life first = nextLife();

        server.restart(PATIENCE);

        assertThat(first.isAlive()).isFalse();
        assertThat(nextLife().isAlive()).isTrue();
        assertThat(fake.lives).isEmpty();
        assertThat(server.state().restarts()).isEqualTo(1);
    }

    @Test
    void nothingIsStartedOnceItIsStopped() throws Exception {
        ManagedServer server = managed(true);
        server.boot();

        server.stop();

        assertThat(nextLife().isAlive()).isFalse();
        assertThat(server.state().phase()).isEqualTo(ServerPhase.STOPPED);
        assertThatThrownBy(server::boot).isInstanceOf(SandboxFailure.class);
        assertThat(fake.lives).isEmpty();
    }
}
