package io.coursepulse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One section of {@code coursepulse.conf} while it is being read. A mistake does not throw: it is noted, a stand-in is
 * returned, and reading goes on, so that {@link Problems} holds every mistake at the end. Keys that nobody asked for
 * are mistakes too.
 *
 * <p>Not thread-safe; used once, at start-up.
 */
public final class Settings {

    private final Config config;
    private final String path;
    private final Problems problems;
    private final Set<String> known = new TreeSet<>();

    private Settings(Config config, String path, Problems problems) {
        this.config = config;
        this.path = path;
        this.problems = problems;
    }

    /**
     * Reads a whole file.
     *
     * @param reader takes the settings and returns the typed configuration
     * @throws InvalidConfigurationException with every mistake in the file
     */
    public static <T> T read(Path file, Function<Settings, T> reader) {
        Problems problems = new Problems(file.toString());
        if (!Files.isReadable(file)) {
            problems.add("the file does not exist or cannot be read");
            throw problems.toException();
        }
        try {
            Config config = ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
                    .resolve();
            return read(config, problems, reader);
        } catch (ConfigException e) {
            problems.add(e.getMessage());
            throw problems.toException();
        }
    }

    /** Reads a configuration given as text, as {@link #read(Path, Function)} reads a file. */
    public static <T> T parse(String text, Function<Settings, T> reader) {
        Problems problems = new Problems("the configuration");
        try {
            return read(ConfigFactory.parseString(text).resolve(), problems, reader);
        } catch (ConfigException e) {
            problems.add(e.getMessage());
            throw problems.toException();
        }
    }

    private static <T> T read(Config config, Problems problems, Function<Settings, T> reader) {
        Settings settings = new Settings(config, "", problems);
        T result = null;
        try {
            result = reader.apply(settings);
        } catch (RuntimeException e) {
            // With a mistake noted, stand-ins may contradict each other; the mistakes tell more than this does.
            if (problems.isEmpty()) {
                throw e;
            }
        }
        settings.addUnknownKeyErrors();
        problems.throwIfAny();
        return result;
    }

    /** Reads a section; one that is missing is read as if it were empty. */
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
        Settings settings = new Settings(section, path + key + ".", problems);
        T result = reader.apply(settings);
        settings.addUnknownKeyErrors();
        return result;
    }

    /** Reads a list of sections, {@code defaultValue} when it is not given. */
    public <T> List<T> sections(String key, List<T> defaultValue, Function<Settings, T> reader) {
        List<? extends Config> sections = value(key, "a list of sections: [{ ... }, ...]", null, Config::getConfigList);
        if (sections == null) {
            return defaultValue;
        }
        List<T> result = new ArrayList<>();
        for (Config section : sections) {
            Settings settings = new Settings(section, path + key + "[" + result.size() + "].", problems);
            result.add(reader.apply(settings));
            settings.addUnknownKeyErrors();
        }
        return result;
    }

    /** Declares a section that another program reads from the same file. */
    public void ignore(String key) {
        known.add(key);
    }

    /** A text that must be there and not blank. */
    public String string(String key) {
        return required(key, "a text that is not blank", "", (section, name) -> {
            String text = section.getString(name);
            if (text.isBlank()) {
                throw new ConfigException.BadValue(name, "blank");
            }
            return text;
        });
    }

    /** A text, {@code defaultValue} when it is not given. */
    public String string(String key, String defaultValue) {
        return value(key, "a text", defaultValue, Config::getString);
    }

    /** A text that is never shown, empty when it is not given. */
    public String secret(String key) {
        known.add(key);
        try {
            return config.hasPath(key) ? config.getString(key) : "";
        } catch (ConfigException e) {
            addError(key, "must be a text");
            return "";
        }
    }

    /** A list of texts, {@code defaultValue} when it is not given. */
    public List<String> strings(String key, List<String> defaultValue) {
        return value(key, "a list of texts", defaultValue, Config::getStringList);
    }

    /** A whole number from {@code min} to {@code max}, {@code defaultValue} when it is not given. */
    public int number(String key, int defaultValue, int min, int max) {
        int number = value(key, "a whole number", defaultValue, Config::getInt);
        if (number < min || number > max) {
            addError(key, "is " + number + ", but must be from " + min + " to " + max);
            return defaultValue;
        }
        return number;
    }

    /** {@code true} or {@code false}, {@code defaultValue} when it is not given. */
    public boolean flag(String key, boolean defaultValue) {
        return value(key, "true or false", defaultValue, Config::getBoolean);
    }

    /** A duration with its unit, such as {@code 50ms}; {@code defaultValue} when it is not given; more than zero. */
    public Duration duration(String key, Duration defaultValue) {
        Duration duration = value(key, "a duration such as 50ms or 10s", defaultValue, Config::getDuration);
        if (duration.isNegative() || duration.isZero()) {
            addError(key, "is " + config.getString(key) + ", but must be more than zero");
            return defaultValue;
        }
        return duration;
    }

    /** A duration that must be there. */
    public Duration duration(String key) {
        if (!config.hasPath(key)) {
            return required(key, "a duration such as 10s", Duration.ofSeconds(1), Config::getDuration);
        }
        return duration(key, Duration.ofSeconds(1));
    }

    /** A time zone by its name, such as {@code Asia/Shanghai}; {@code defaultValue} when it is not given. */
    public ZoneId zone(String key, ZoneId defaultValue) {
        String name = string(key, defaultValue.getId());
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            addError(key, "is \"" + name + "\", which is no time zone; write one such as Asia/Shanghai or UTC");
            return defaultValue;
        }
    }

    /** One of an enum's constants, written in lower case; {@code defaultValue} when it is not given. */
    public <E extends Enum<E>> E choice(String key, E defaultValue) {
        String name = string(key, defaultValue.name());
        for (E constant : defaultValue.getDeclaringClass().getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        List<String> names = Arrays.stream(defaultValue.getDeclaringClass().getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        addError(key, "is \"" + name + "\", but must be one of " + String.join(", ", names));
        return defaultValue;
    }

    /** Notes that {@code key} is wrong; {@code what} goes on from the key: "is 0, but must be more". */
    public void addError(String key, String what) {
        String where =
                config.hasPath(key) ? " (" + config.getValue(key).origin().description() + ")" : "";
        problems.add(path + key + " " + what + where);
    }

    private <T> T required(String key, String what, T placeholder, BiFunction<Config, String, T> getter) {
        if (!config.hasPath(key)) {
            known.add(key);
            problems.add(path + key + " is missing: " + what + " is needed");
            return placeholder;
        }
        return value(key, what, placeholder, getter);
    }

    private <T> T value(String key, String what, T defaultValue, BiFunction<Config, String, T> getter) {
        known.add(key);
        if (!config.hasPath(key)) {
            return defaultValue;
        }
        try {
            return getter.apply(config, key);
        } catch (ConfigException e) {
            addError(key, "is " + describe(config.getValue(key)) + ", but must be " + what);
            return defaultValue;
        }
    }

    private static String describe(ConfigValue value) {
        return value instanceof ConfigObject ? "a section" : value.render(ConfigRenderOptions.concise());
    }

    private void addUnknownKeyErrors() {
        for (String key : config.root().keySet()) {
            if (!known.contains(key)) {
                problems.add(path + key + " is not a known key; known here are " + String.join(", ", known));
            }
        }
    }
}
