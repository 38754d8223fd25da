package io.coursepulse.topology.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.topology.Deployment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Option;

class RecoverCommandTest {

    @TempDir
    private Path folder;

    private final List<String> calls = new ArrayList<>();

    private final class RecordedDeployment implements Deployment {

        private final Path configuration;

        @Option(names = "--pipeline", description = "Which pipeline: only there because a mixin must have an option.")
        private String pipeline;

        private RecordedDeployment(Path configuration) {
            this.configuration = configuration;
        }

        @Override
        public Path configuration() {
            return configuration;
        }

        @Override
        public Map<String, Object> stormConfiguration() {
            throw new IllegalStateException("Storm's configuration cannot be read");
        }

        @Override
        public void ensureCountingStopped() {
            calls.add("stopped");
        }

        @Override
        public void resumeCounting() {
            calls.add("resumed");
        }
    }

    private int run(String configuration) throws Exception {
        Path file = Files.writeString(folder.resolve("coursepulse.conf"), configuration);
        return new CommandLine(new RecoverCommand(new RecordedDeployment(file)))
                .setErr(new PrintWriter(new StringWriter()))
                .execute();
    }

    @Test
    void resumesCountingWhenTheConfigurationIsInvalid() throws Exception {
        assertThat(run("nothing = 1")).isEqualTo(StoreCommand.NOT_DONE);
        assertThat(calls).containsExactly("stopped", "resumed");
    }

    @Test
    void resumesCountingAfterAnUnexpectedError() throws Exception {
        int exit = run(
                """
                kafka.bootstrap-servers = "k1:9092"
                store { type = h2, jdbc { url = "jdbc:h2:mem:recover", user = "sa" } }
                """);
        assertThat(exit).isNotZero();
        assertThat(calls).containsExactly("stopped", "resumed");
    }
}
