package io.coursepulse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.coursepulse.config.InvalidConfigurationException;
import io.coursepulse.config.Settings;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.web.WebConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference names the settings that the programs read, no more and no fewer, and so do the tables in {@code docs}. */
class ConfigurationReferenceTest {

    private static final Path REFERENCE =
            ArchitectureTest.PROJECT.resolve("config/src/main/resources/coursepulse-reference.conf");

    /** A setting without a default, commented out: {@code # quorum = "zookeeper1:2181"}. */
    private static final Pattern COMMENTED_OUT = Pattern.compile("^( *)# ([a-z-]+ = .*)$");

    private static final Pattern MARK = Pattern.compile("^ *# (required|optional)\\b.*$");
    private static final Pattern UNKNOWN =
            Pattern.compile("(.*)unknown-key is not a known key; known keys: (.*?)(?: \\(.*\\))?");
    private static final Pattern MISSING = Pattern.compile("(\\S+) is missing: .*");
    private static final Pattern TABLE_ROW = Pattern.compile("^\\| `([a-z.-]+)` \\| (.+?) \\| .*\\|$");

    @TempDir
    private Path folder;

    /** The reference as the programs read it. */
    private static Config defaults() {
        return ConfigFactory.parseFile(REFERENCE.toFile()).resolve();
    }

    /** The reference with the examples of settings that have no default. */
    private static Config everySetting() throws IOException {
        List<String> lines = Files.readAllLines(REFERENCE).stream()
                .map(line -> COMMENTED_OUT.matcher(line).replaceFirst("$1$2"))
                .toList();
        return ConfigFactory.parseString(String.join("\n", lines)).resolve();
    }

    private static Map<String, ConfigValue> leaves(Config config) {
        Map<String, ConfigValue> leaves = new TreeMap<>();
        config.entrySet().forEach(entry -> leaves.put(entry.getKey(), entry.getValue()));
        return leaves;
    }

    /** The errors that the topologies, with either kind of store, and the web server find. */
    private List<String> problems(Config config) throws IOException {
        List<String> problems = new ArrayList<>();
        for (String store : List.of("hbase", "mariadb")) {
            Path file = Files.writeString(
                    folder.resolve("coursepulse.conf"),
                    config.withValue("store.type", ConfigValueFactory.fromAnyRef(store))
                            .root()
                            .render());
            for (Consumer<Path> program :
                    List.<Consumer<Path>>of(path -> Settings.read(path, PipelineConfig::of), WebConfig::read)) {
                try {
                    program.accept(file);
                } catch (InvalidConfigurationException e) {
                    problems.addAll(e.problems());
                }
            }
        }
        return problems;
    }

    @Test
    void namesEverySettingThatIsReadAndNoOther() throws IOException {
        Map<String, Set<String>> documented = new TreeMap<>();
        Config everySetting = everySetting();
        collectSections("", everySetting.root(), documented);
        Config withUnknownKeys = everySetting;
        for (String section : documented.keySet()) {
            withUnknownKeys = withUnknownKeys.withValue(
                    section + "unknown-key", ConfigValueFactory.fromAnyRef("in every section"));
        }

        Map<String, Set<String>> read = new TreeMap<>();
        for (String problem : problems(withUnknownKeys)) {
            Matcher unknown = UNKNOWN.matcher(problem);
            if (unknown.matches()) {
                assertThat(read.put(
                                unknown.group(1),
                                new TreeSet<>(Arrays.asList(unknown.group(2).split(", ")))))
                        .as("what another program reads in section %s", unknown.group(1))
                        .isIn(null, read.get(unknown.group(1)));
            } else {
                // No such files; all else is as it may be.
                assertThat(problem).startsWith("web.").contains("/etc/coursepulse/");
            }
        }
        assertThat(read).isEqualTo(documented);
    }

    private static void collectSections(String path, ConfigObject section, Map<String, Set<String>> sections) {
        sections.put(path, new TreeSet<>(section.keySet()));
        section.forEach((key, value) -> {
            if (value instanceof ConfigObject inner) {
                collectSections(path + key + ".", inner, sections);
            }
        });
    }

    @Test
    void saysWhichSettingsAreRequired() throws IOException {
        Set<String> missing = new HashSet<>();
        for (String problem : problems(ConfigFactory.empty())) {
            Matcher matcher = MISSING.matcher(problem);
            assertThat(matcher.matches()).as(problem).isTrue();
            missing.add(matcher.group(1));
        }
        Map<String, String> marks = marks();

        assertThat(marks.keySet())
                .containsExactlyInAnyOrderElementsOf(leaves(everySetting()).keySet().stream()
                        .filter(key -> !defaults().hasPath(key))
                        .toList());
        assertThat(marks.entrySet().stream()
                        .filter(mark -> mark.getValue().equals("required"))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(missing);
    }

    /** {@code required} or {@code optional}, by the setting without a default that it is written above. */
    private static Map<String, String> marks() throws IOException {
        Map<String, String> marks = new HashMap<>();
        List<String> path = new ArrayList<>();
        String mark = "";
        for (String line : Files.readAllLines(REFERENCE)) {
            Matcher section = Pattern.compile("^ *([a-z]+) \\{$").matcher(line);
            Matcher marked = MARK.matcher(line);
            Matcher setting = COMMENTED_OUT.matcher(line);
            if (section.matches()) {
                path.add(section.group(1) + ".");
            } else if (line.strip().equals("}")) {
                path.remove(path.size() - 1);
            } else if (setting.matches()) {
                marks.put(String.join("", path) + setting.group(2).replaceFirst(" = .*", ""), mark);
            } else if (marked.matches()) {
                mark = marked.group(1);
            }
        }
        return marks;
    }

    @ParameterizedTest
    @CsvSource({"configuration.md, required, none", "configuration.zh-CN.md, 必填, 无"})
    void tableHasEverySettingWithItsDefault(String name, String required, String none) throws IOException {
        Map<String, String> marks = marks();
        Map<String, ConfigValue> documented = leaves(everySetting());
        Set<String> listed = new TreeSet<>();
        for (String line :
                Files.readAllLines(ArchitectureTest.PROJECT.resolve("docs").resolve(name))) {
            Matcher row = TABLE_ROW.matcher(line);
            if (!row.matches()) {
                continue;
            }
            String key = row.group(1);
            assertThat(listed.add(key)).as("%s is listed once", key).isTrue();
            assertThat(documented).containsKey(key);
            if (marks.containsKey(key)) {
                assertThat(row.group(2)).as(key).isEqualTo(marks.get(key).equals("required") ? required : none);
            } else {
                assertThat(row.group(2)).as(key).matches("`.+`");
                String written = row.group(2).substring(1, row.group(2).length() - 1);
                assertThat(ConfigFactory.parseString("v = " + written)
                                .getValue("v")
                                .unwrapped())
                        .as(key)
                        .isEqualTo(documented.get(key).unwrapped());
            }
        }
        assertThat(listed).isEqualTo(documented.keySet());
    }
}
