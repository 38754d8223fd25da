package io.coursepulse.topology.blacklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.topology.ClusterDeployment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Errors that the commands report without ZooKeeper. */
class BlacklistCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    private int run(String configuration, String... words) throws IOException {
        Path file = Files.writeString(
                folder.resolve("coursepulse.conf"),
                """
                kafka.bootstrap-servers = "k1:9092"
                store.hbase.quorum = "z1:2181"
                """
                        + configuration);
        String[] all = new String[words.length + 2];
        all[0] = "--config";
        all[1] = file.toString();
        System.arraycopy(words, 0, all, 2, words.length);
        return new CommandLine(new BlacklistCommand(new ClusterDeployment()))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    @Test
    void reportsEveryInvalidEntry() throws IOException {
        assertThat(run("", "add", "1.2.3.4/40", "nowhere", "--agent", "ab", "--course", "a b"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("Invalid prefix length in \"1.2.3.4/40\": must be 0 to 32")
                .contains("\"nowhere\" is neither")
                .contains("Invalid user agent \"ab\"")
                .contains("Invalid course ID \"a b\"");
    }

    @Test
    void requiresAtLeastOneEntry() throws IOException {
        assertThat(run("", "remove")).isEqualTo(2);
        assertThat(err.toString()).contains("Name an address, a network, --agent or --course.");
    }

    @Test
    void explainsHowToConfigureBlacklist() throws IOException {
        assertThat(run("", "list")).isEqualTo(1);
        assertThat(err.toString()).contains("set blacklist.zookeeper to host:port");
    }

    @Test
    void reportsInvalidLinesOfFileWithoutChangingAnything() throws IOException {
        Path file = folder.resolve("list.txt");
        Files.writeString(file, "10.0.0.0/8 # inside\n\n# comment\n10.0.0.0/99\nagent x\n");
        assertThat(run("blacklist.zookeeper = \"127.0.0.1:1\"", "import", file.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("list.txt, line 4: Invalid prefix length in \"10.0.0.0/99\"")
                .contains("list.txt, line 5: Invalid user agent")
                .doesNotContain("line 1:");
    }

    @Test
    void limitsReportedErrors() throws IOException {
        Path file = folder.resolve("list.txt");
        Files.writeString(
                file, IntStream.range(0, 50).mapToObj(i -> "wrong" + i).collect(Collectors.joining("\n")));
        run("blacklist.zookeeper = \"127.0.0.1:1\"", "import", file.toString());
        assertThat(err.toString()).contains("wrong19").doesNotContain("wrong20").contains("and 30 more");
    }

    @Test
    void rejectsBinaryAndMissingFiles() throws IOException {
        Path file = Files.write(folder.resolve("list.gz"), new byte[] {31, (byte) 139, 8, 0});
        assertThat(run("blacklist.zookeeper = \"127.0.0.1:1\"", "import", file.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("list.gz is not UTF-8");
        assertThat(run(
                        "blacklist.zookeeper = \"127.0.0.1:1\"",
                        "import",
                        folder.resolve("no").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("File not found:");
    }
}
