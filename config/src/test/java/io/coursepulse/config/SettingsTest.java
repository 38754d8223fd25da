package io.coursepulse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private enum Taste {
        SWEET,
        SOUR
    }

    private static final Config DEFAULTS = ConfigFactory.parseString(
            """
            zone = UTC, size = 5, wait = 1s, taste = sweet, paths = [ "/" ], a.b.inner = none
            """);

    private record Example(
            ZoneId zone, String name, int size, Duration timeout, Taste taste, List<String> paths, String inner) {

        static Example of(Settings settings) {
            settings.ignore("others");
            return new Example(
                    settings.zone("zone"),
                    settings.string("name"),
                    settings.number("size", 1, 10),
                    settings.duration("wait"),
                    settings.choice("taste", Taste.class),
                    settings.strings("paths"),
                    settings.section("a", a -> a.section("b", b -> b.string("inner"))));
        }
    }

    private static List<String> problems(String text) {
        return problems(text, Example::of);
    }

    private static List<String> problems(String text, Function<Settings, ?> record) {
        InvalidConfigurationException wrong =
                catchThrowableOfType(InvalidConfigurationException.class, () -> Settings.parse(text, DEFAULTS, record));
        assertThat(wrong).as("accepted: %s", text).isNotNull();
        wrong.problems().forEach(problem -> assertThat(wrong).hasMessageContaining(problem));
        return wrong.problems();
    }

    @Test
    void usesDefaults() {
        assertThat(Settings.parse("name = x", DEFAULTS, Example::of))
                .isEqualTo(new Example(
                        ZoneId.of("UTC"), "x", 5, Duration.ofSeconds(1), Taste.SWEET, List.of("/"), "none"));
    }

    @Test
    void readsEveryKey() {
        assertThat(Settings.parse(
                        """
                        zone = Asia/Shanghai, name = y, size = 10, wait = 50ms, taste = sour
                        paths = [ "/a", "/b" ], a.b.inner = z, others { what = ever }
                        """,
                        DEFAULTS,
                        Example::of))
                .isEqualTo(new Example(
                        ZoneId.of("Asia/Shanghai"),
                        "y",
                        10,
                        Duration.ofMillis(50),
                        Taste.SOUR,
                        List.of("/a", "/b"),
                        "z"));
    }

    @Test
    void reportsAllErrorsWithTheirPaths() {
        assertThat(
                        problems(
                                """
                        zone = Mars/Base
                        size = 11
                        wait = soon
                        taste = bitter
                        paths = 7
                        nmae = x
                        a { b { inner = [ 1 ], outer = 2 }, c = 3 }
                        """))
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p)
                                .startsWith("zone is \"Mars/Base\"")
                                .contains("not a valid time zone", "String: 1"),
                        p -> assertThat(p).startsWith("name is missing"),
                        p -> assertThat(p).startsWith("size is 11").contains("from 1 to 10", "String: 2"),
                        p -> assertThat(p).startsWith("wait is \"soon\"").contains("duration such as"),
                        p -> assertThat(p).startsWith("taste is \"bitter\"").contains("sweet, sour"),
                        p -> assertThat(p).startsWith("paths is 7").contains("list of strings"),
                        p -> assertThat(p).startsWith("a.b.inner is [1], but must be a non-blank string"),
                        p -> assertThat(p)
                                .startsWith("a.b.outer is not a known key")
                                .contains("inner"),
                        p -> assertThat(p).startsWith("a.c is not a known key").endsWith("known keys: b"),
                        p -> assertThat(p).startsWith("nmae is not a known key").contains("name", "others", "zone"));
    }

    @Test
    void requiredStringMustNotBeBlank() {
        for (String blank : List.of("\"\"", "\"  \"")) {
            assertThat(problems("name = " + blank))
                    .singleElement()
                    .asString()
                    .startsWith("name is " + blank + ", but must be a non-blank string");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-1s", "10", "\"10\"", "1.5", "1 fortnight", "[1s]", "{ a = 1 }"})
    void rejectsInvalidDurations(String value) {
        assertThat(problems("name = x, wait = " + value))
                .singleElement()
                .asString()
                .startsWith("wait is ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "-3", "1.5", "\"1.5\"", "1e0", "many", "99999999999", "[5]"})
    void rejectsNumbersOutOfRange(String value) {
        assertThat(problems("name = x, size = " + value))
                .singleElement()
                .asString()
                .startsWith("size is ");
    }

    @Test
    void rejectsValueInPlaceOfSection() {
        assertThat(problems("name = x, a = 3"))
                .singleElement()
                .asString()
                .startsWith("a is a value, but must be a section");
        assertThat(problems("name = { x = 1 }"))
                .anyMatch(p -> p.startsWith("name is a section, but must be a non-blank string"));
    }

    private static String nameAndZone(Settings settings) {
        return settings.string("name") + " in " + settings.zone("zone");
    }

    @Test
    void readsFromFileAndDefaultsFromReference(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), "name = x\nzone = Nowhere\n");
        assertThatThrownBy(() -> Settings.read(file, SettingsTest::nameAndZone))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("Cannot start: " + file)
                .hasMessageContaining("has an error")
                .hasMessageContaining("zone is \"Nowhere\"")
                .hasMessageContaining("a.conf: 2");
        Files.writeString(file, "name = x");
        assertThat(Settings.read(file, SettingsTest::nameAndZone)).isEqualTo("x in Asia/Shanghai");
    }

    @Test
    void reportsMissingOrMalformedFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("missing.conf");
        assertThatThrownBy(() -> Settings.read(file, Example::of))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("does not exist or cannot be read");
        Files.writeString(file, "name = {");
        assertThatThrownBy(() -> Settings.read(file, Example::of)).isInstanceOf(InvalidConfigurationException.class);
        Files.writeString(file, "name = ${nowhere}");
        assertThatThrownBy(() -> Settings.read(file, Example::of))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("nowhere");
    }

    private static Optional<String> note(String text) {
        return Settings.parse(text, DEFAULTS, settings -> settings.optional("note"));
    }

    @Test
    void optionalStringsMayBeMissingOrEmptyButNotBlank() {
        for (String missing : List.of("", "note = \"\"", "note = null")) {
            assertThat(note(missing)).isEmpty();
        }
        assertThat(note("note = x")).contains("x");
        assertThat(problems("note = [ x ]", settings -> settings.optional("note")))
                .singleElement()
                .asString()
                .startsWith("note is [\"x\"], but must be a non-blank string");
        assertThat(problems("note = \"  \"", settings -> settings.optional("note")))
                .singleElement()
                .asString()
                .startsWith("note is blank");
    }

    @Test
    void settingsWithoutDefaultAreRequired() {
        assertThat(problems("", settings -> {
                    settings.duration("age");
                    settings.number("count", 1, 2);
                    settings.strings("list");
                    settings.sections("parts", part -> part.string("x"));
                    return settings.flag("on");
                }))
                .satisfiesExactly(
                        p -> assertThat(p).startsWith("age is missing"),
                        p -> assertThat(p).startsWith("count is missing"),
                        p -> assertThat(p).startsWith("list is missing"),
                        p -> assertThat(p).startsWith("parts is missing"),
                        p -> assertThat(p).startsWith("on is missing"));
    }

    @Test
    void reportsErrorRatherThanItsConsequence() {
        assertThat(problems("size = 0", settings -> {
                    settings.number("size", 1, 10);
                    throw new IllegalStateException("a stand-in does not fit");
                }))
                .hasSize(1);
        assertThatThrownBy(() -> Settings.parse("", settings -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void missingBraceIsCalledABrace() {
        assertThat(problems("name = x\npart {\n inner = 1\n"))
                .singleElement()
                .asString()
                .contains("a closing brace } is missing")
                .doesNotContain("parenthes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = 1\na = 2",
                "a = 1, a = 1",
                "{ \"a\" : 1, \"a\" : 2 }",
                "b { a = 1 }\nb.a = 2",
                "b.a = 1 # one\nb { c = 3, // two\n \"a\" = 2 }",
                "a = [{ x = 1 }, { x = 2 }]\na = []",
                "a = \"\"\"}\n\"\"\"\na = \"# }\"",
                "a = ${?HOME}\na = 1"
            })
    void keyThatIsSetTwiceIsAnError(String text) {
        assertThat(DuplicateKeys.in(text)).singleElement().asString().contains("a is set twice, in line ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a = 1\nb = 2",
                "a { x = 1 }\na { y = 2 }\na.z = 3",
                "a = [{ x = 1 }, { x = 2 }]\nx = 1",
                "a = 1\na = ${?A}",
                "a = [1]\na += 2",
                "# a = 1\n// a = 2\na = \"a = 3\"\nb = http://a=1",
                "a = \"\\\"\na = 1\"",
                "a = { x = 1 } { y = 2 }",
                "a : { b : { c : 1 }, d : { c : 1 } }"
            })
    void keysThatAreSetOnceAreFine(String text) {
        assertThat(DuplicateKeys.in(text)).isEmpty();
    }

    @Test
    void duplicateKeyIsReportedWithAllOtherErrors() {
        assertThat(problems("name = x\nname = y\nsize = many"))
                .anyMatch(problem -> problem.startsWith("name is set twice, in line 1 and in line 2"))
                .anyMatch(problem -> problem.startsWith("size is "));
    }
}
