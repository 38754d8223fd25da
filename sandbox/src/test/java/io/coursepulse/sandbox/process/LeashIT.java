package io.coursepulse.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.leash.Leash;
import io.coursepulse.leash.ProcessIdentity;
import io.coursepulse.sandbox.run.ProjectHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LeashIT {

    /** A class that every test run has, with a main method that would never end. */
    public static final class Patience {
        public static void main(String[] arguments) throws InterruptedException {
            Thread.sleep(Duration.ofHours(1).toMillis());
        }
    }

    @TempDir
    private Path folder;

    private Process keeper;
    private LeashedProcesses leashed;
    private ServerProcess server;

    @BeforeEach
    void startKeeperAndServer() throws Exception {
        keeper = new ProcessBuilder("sleep", "3600").start();
        ProcessIdentity identity = ProcessIdentity.of(keeper.toHandle());
        leashed = new LeashedProcesses(identity);
        Path testClasses = Path.of(LeashIT.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        server = new JvmLauncher(ProjectHome.find().leashJar(), identity)
                .start(
                        new JvmCommand(Patience.class.getName()).heap("16m").classPath(testClasses),
                        folder.resolve("server.log"),
                        folder);
    }

    @AfterEach
    void leaveNothing() {
        keeper.destroyForcibly();
        server.kill();
    }

    @Test
    void aServerHaltsWhenItsKeeperIsKilled() throws Exception {
        while (leashed.running(Patience.class.getName()).isEmpty()) {
            assertThat(server.isAlive()).isTrue();
            Thread.sleep(20);
        }

        keeper.destroyForcibly();

        assertThat(server.exit().get(30, TimeUnit.SECONDS)).isEqualTo(Leash.EXIT_CODE);
        assertThat(LogTail.lines(folder.resolve("server.log"), 1).get(0))
                .contains("keeper")
                .contains("is gone");
        assertThat(leashed.all()).isEmpty();
    }

    @Test
    void aServerLivesAsLongAsItsKeeper() throws Exception {
        while (leashed.all().isEmpty()) {
            Thread.sleep(20);
        }

        leashed.killAll(Duration.ofSeconds(30));

        assertThat(server.exit().get(30, TimeUnit.SECONDS)).isEqualTo(137);
        assertThat(keeper.isAlive()).isTrue();
    }
}
