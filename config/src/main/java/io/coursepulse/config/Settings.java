package io.coursepulse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * One section of {@code coursepulse.conf} while it is being read. A setting that the file does not have is taken from
 * {@code coursepulse-reference.conf}, which holds every default: there is none in Java. An error does not throw: it is
 * recorded, a placeholder is returned, and reading continues, so that all errors are reported together at the end. Keys
 * that nobody asked for are errors too.
 *
 * <p>Not thread-safe; used once, at start-up.
 */
public final class Settings {

    /** A name of its own: several libraries may bring a {@code reference.conf}, and one jar can hold only one. */
    private static final String REFERENCE = "coursepulse-reference.conf";

    private static final String STRING = "a non-blank string";
    private static final String DURATION = "a duration such as 50ms or 10s, with its unit";
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern WITH_UNIT = Pattern.compile("[+-]?[0-9.]+\\s*[A-Za-z]+");

    /** The placeholder for a duration that is missing or invalid and has no default. */
    private static final Duration ANY_DURATION = Duration.ofSeconds(1);

    private final Config config;
    private final Config defaults;
    private final String path;
    private final Problems problems;
    private final Set<String> known = new TreeSet<>();

    private Settings(Config config, Config defaults, String path, Problems problems) {
        this.config = config;
        this.defaults = defaults;
        this.path = path;
        this.problems = problems;
    }

    /**
     * Reads a whole file.
     *
     * @param reader takes the settings and returns the typed configuration
     * @throws InvalidConfigurationException with every error in the file
     */
    public static <T> T read(Path file, Function<Settings, T> reader) {
        Problems problems = new Problems(file.toString());
        if (!Files.isReadable(file)) {
            problems.add("the file does not exist or cannot be read");
            throw problems.toException();
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            problems.add("the file cannot be read as UTF-8 text: " + e.getMessage());
            throw problems.toException();
        }
        return read(
                () -> ConfigFactory.parseFile(
                        file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false)),
                text,
                reference(),
                problems,
                reader);
    }

    /** Reads a configuration given as text, as {@link #read(Path, Function)} reads a file. */
    public static <T> T parse(String text, Function<Settings, T> reader) {
        return parse(text, reference(), reader);
    }

    static <T> T parse(String text, Config defaults, Function<Settings, T> reader) {
        return read(() -> ConfigFactory.parseString(text), text, defaults, new Problems("the configuration"), reader);
    }

    /** All settings that have a default. */
    private static Config reference() {
        return ConfigFactory.parseResources(
                        Settings.class.getClassLoader(),
                        REFERENCE,
                        ConfigParseOptions.defaults().setAllowMissing(false))
                .resolve();
    }

    private static <T> T read(
            Supplier<Config> source, String text, Config defaults, Problems problems, Function<Settings, T> reader) {
        Config config;
        try {
            config = source.get().resolve();
        } catch (ConfigException e) {
            problems.add(explain(e));
            throw problems.toException();
        }
        DuplicateKeys.in(text).forEach(problems::add);
        Settings settings = new Settings(config, defaults, "", problems);
        T result = null;
        try {
            result = reader.apply(settings);
        } catch (RuntimeException e) {
            // After an error, placeholders may contradict each other; the recorded errors say more than this exception.
            if (problems.isEmpty()) {
                throw e;
            }
        }
        settings.addUnknownKeyErrors();
        problems.throwIfAny();
        return result;
    }

    /** The library takes the end of the file within a section for a missing parenthesis. */
    private static String explain(ConfigException e) {
        return e.getMessage()
                .replace(
                        "expecting a close parentheses ')' here, not: end of file",
                        "the file ends within a section: a closing brace } is missing");
    }

    /** Reads a section; one that is missing has its defaults. */
    public <T> T section(String key, Function<Settings, T> reader) {
        known.add(key);
        Config section = ConfigFactory.empty();
        if (config.hasPath(key)) {
            try {
                section = config.getConfig(key);
            } catch (ConfigException e) {
                addError(key, "is a value, but must be a section: " + key + " { ... }");
            }
        }
        Config sectionDefaults = defaults.hasPath(key) ? defaults.getConfig(key) : ConfigFactory.empty();
        Settings settings = new Settings(section, sectionDefaults, path + key + ".", problems);
        T result = reader.apply(settings);
        settings.addUnknownKeyErrors();
        return result;
    }

    /** Reads a list of sections, which have no defaults of their own. */
    public <T> List<T> sections(String key, Function<Settings, T> reader) {
        List<? extends Config> sections =
                value(key, "a list of sections: [{ ... }, ...]", List.of(), Config::getConfigList);
        List<T> result = new ArrayList<>();
        for (Config section : sections) {
            Settings settings =
                    new Settings(section, ConfigFactory.empty(), path + key + "[" + result.size() + "].", problems);
            result.add(reader.apply(settings));
            settings.addUnknownKeyErrors();
        }
        return result;
    }

    /** Declares a key that another program reads from the same file. */
    public void ignore(String key) {
        known.add(key);
    }

    /** A non-blank string. */
    public String string(String key) {
        return value(key, STRING, "", (section, name) -> {
            String text = section.getString(name);
            if (text.isBlank()) {
                throw new ConfigException.BadValue(name, "blank");
            }
            return text;
        });
    }

    /**
     * A string that may be missing, for settings without a default that are not required. The empty string counts as missing,
     * so that a variable of the environment can leave it out. One of spaces alone is an error: nobody means it, and what it
     * is for, such as TLS, would be off without a word.
     */
    public Optional<String> optional(String key) {
        known.add(key);
        String text = config.hasPath(key) ? text(key) : "";
        if (!text.isEmpty() && text.isBlank()) {
            addError(key, "is blank; leave it out to switch off what it is for");
        }
        return Optional.of(text).filter(value -> !value.isBlank());
    }

    /** The texts of a list with commas, {@code "a, b"}; none if it is missing, empty or blank. */
    public List<String> commaSeparated(String key) {
        known.add(key);
        if (!config.hasPath(key)) {
            return List.of();
        }
        return Arrays.stream(text(key).split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** A string that is never printed; empty when it is not given. */
    public String secret(String key) {
        known.add(key);
        try {
            return config.hasPath(key) ? config.getString(key) : "";
        } catch (ConfigException e) {
            addError(key, "must be a string");
            return "";
        }
    }

    /** A list of strings. */
    public List<String> strings(String key) {
        return value(key, "a list of strings", List.of(), Config::getStringList);
    }

    /** A whole number from {@code min} to {@code max}. */
    public int number(String key, int min, int max) {
        int number = value(key, "a whole number", min, Settings::wholeNumber);
        if (number < min || number > max) {
            addError(key, "is " + number + ", but must be from " + min + " to " + max);
            return standIn(key, min, Settings::wholeNumber);
        }
        return number;
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key) {
        return value(key, "true or false", false, Config::getBoolean);
    }

    /** A duration with its unit, such as {@code 50ms}; more than zero. */
    public Duration duration(String key) {
        Duration duration = value(key, DURATION, ANY_DURATION, Settings::durationWithUnit);
        if (duration.isNegative() || duration.isZero()) {
            addError(key, "is " + config.getString(key) + ", but must be more than zero");
            return standIn(key, ANY_DURATION, Settings::durationWithUnit);
        }
        return duration;
    }

    /** The library cuts 1.5 down to 1. */
    private static int wholeNumber(Config section, String key) {
        if (!WHOLE_NUMBER.matcher(section.getString(key)).matches()) {
            throw new ConfigException.BadValue(key, "not a whole number");
        }
        return section.getInt(key);
    }

    /** The library takes a number without a unit for milliseconds, and few people mean those. */
    private static Duration durationWithUnit(Config section, String key) {
        if (!WITH_UNIT.matcher(section.getString(key)).matches()) {
            throw new ConfigException.BadValue(key, "without a unit");
        }
        return section.getDuration(key);
    }

    /** A time zone by its name, such as {@code Asia/Shanghai}. */
    public ZoneId zone(String key) {
        String name = text(key);
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            addError(key, "is \"" + name + "\", which is not a valid time zone; use one such as Asia/Shanghai or UTC");
            return ZoneOffset.UTC;
        }
    }

    /** One of an enum's constants, written in lower case. */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        String name = text(key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        addError(key, "is \"" + name + "\", but must be one of " + String.join(", ", names));
        return Enum.valueOf(type, standIn(key, names.get(0), Config::getString).toUpperCase(Locale.ROOT));
    }

    /** Records an error in {@code key}; {@code what} continues the sentence: "is 0, but must be more". */
    public void addError(String key, String what) {
        String where =
                config.hasPath(key) ? " (" + config.getValue(key).origin().description() + ")" : "";
        problems.add(path + key + " " + what + where);
    }

    private String text(String key) {
        return value(key, STRING, "", Config::getString);
    }

    /** The setting, or its default when it is not given; an error when there is neither. */
    private <T> T value(String key, String what, T placeholder, BiFunction<Config, String, T> getter) {
        known.add(key);
        if (config.hasPath(key)) {
            try {
                return getter.apply(config, key);
            } catch (ConfigException e) {
                addError(key, "is " + describe(config.getValue(key)) + ", but must be " + what);
            }
        } else if (!defaults.hasPath(key)) {
            problems.add(path + key + " is missing: " + what + " is needed");
        }
        return standIn(key, placeholder, getter);
    }

    /** The default, or {@code placeholder} for a setting that has none. */
    private <T> T standIn(String key, T placeholder, BiFunction<Config, String, T> getter) {
        return defaults.hasPath(key) ? getter.apply(defaults, key) : placeholder;
    }

    private static String describe(ConfigValue value) {
        return value instanceof ConfigObject ? "a section" : value.render(ConfigRenderOptions.concise());
    }

    private void addUnknownKeyErrors() {
        for (String key : config.root().keySet()) {
            if (!known.contains(key)) {
                problems.add(path + key + " is not a known key; known keys: " + String.join(", ", known));
            }
        }
    }
}
