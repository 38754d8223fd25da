package io.coursepulse.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.run.ProjectHome;
import io.coursepulse.watchdog.ParentWatchdog;
import io.coursepulse.watchdog.ProcessIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ParentWatchdogIT {

    /** A main class that does not exit by itself. */
    public static final class SleepingMain {
        public static void main(String[] arguments) throws InterruptedException {
            Thread.sleep(Duration.ofHours(1).toMillis());
        }
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Process daemon;
    private SandboxProcesses sandboxProcesses;
    private RunningServer server;

    @BeforeEach
    void startDaemonAndServer() throws Exception {
        daemon = new ProcessBuilder("sleep", "3600").start();
        ProcessIdentity identity = ProcessIdentity.of(daemon.toHandle());
        sandboxProcesses = new SandboxProcesses(identity);
        Path testClasses = Path.of(ParentWatchdogIT.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        server = new JvmLauncher(ProjectHome.find().watchdogJar(), identity)
                .start(
                        new JvmCommand(SleepingMain.class.getName()).heap("16m").classPath(testClasses),
                        folder.resolve("server.log"),
                        folder);
    }

    @AfterEach
    void killRemainingProcesses() {
        daemon.destroyForcibly();
        server.kill();
    }

    @Test
    void serverHaltsWhenDaemonIsKilled() throws Exception {
        Await.until("the server to start", TIMEOUT, () -> !sandboxProcesses
                .withMainClass(SleepingMain.class.getName())
                .isEmpty());

        daemon.destroyForcibly();

        assertThat(server.exit().get(30, TimeUnit.SECONDS)).isEqualTo(ParentWatchdog.EXIT_CODE);
        assertThat(LogTail.lines(folder.resolve("server.log"), 1).get(0))
                .contains("daemon")
                .contains("is gone");
        assertThat(sandboxProcesses.all()).isEmpty();
    }

    @Test
    void killAllEndsServersButNotDaemon() throws Exception {
        Await.until(
                "the server to start", TIMEOUT, () -> !sandboxProcesses.all().isEmpty());

        sandboxProcesses.killAll(TIMEOUT);

        assertThat(server.exit().get(30, TimeUnit.SECONDS)).isEqualTo(137);
        assertThat(daemon.isAlive()).isTrue();
    }
}
