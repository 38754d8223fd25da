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
     * @param record takes the settings and returns the typed configuration
     * @throws InvalidConfigurationException with every mistake in the file
     */
    public static <T> T read(Path file, Function<Settings, T> record) {
        Problems problems = new Problems(file.toString());
        if (!Files.isReadable(file)) {
            problems.add("the file does not exist or cannot be read");
            throw problems.toException();
        }
        try {
            Config config = ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
                    .resolve();
            return read(config, problems, record);
        } catch (ConfigException e) {
            problems.add(e.getMessage());
            throw problems.toException();
        }
    }

    /** Reads a configuration given as text, as {@link #read(Path, Function)} reads a file. */
    public static <T> T parse(String text, Function<Settings, T> record) {
        Problems problems = new Problems("the configuration");
        try {
            return read(ConfigFactory.parseString(text).resolve(), problems, record);
        } catch (ConfigException e) {
            problems.add(e.getMessage());
            throw problems.toException();
        }
    }

    private static <T> T read(Config config, Problems problems, Function<Settings, T> record) {
        Settings settings = new Settings(config, "", problems);
        T result = null;
        try {
            result = record.apply(settings);
        } catch (RuntimeException e) {
            // With a mistake noted, stand-ins may contradict each other; the mistakes tell more than this does.
            if (problems.isEmpty()) {
                throw e;
            }
        }
        settings.noteUnknownKeys();
        problems.throwIfAny();
        return result;
    }

    /** Reads a section; one that is missing is read as if it were empty. */
    public <T> T section(String key, Function<Settings, T> record) {
        known.add(key);
        Config section = ConfigFactory.empty();
        if (config.hasPath(key)) {
            try {
                section = config.getConfig(key);
            } catch (ConfigException e) {
                note(key, "is a value, but must be a section: " + key + " { ... }");
            }
        }
        Settings settings = new Settings(section, path + key + ".", problems);
        T result = record.apply(settings);
        settings.noteUnknownKeys();
        return result;
    }

    /** Reads a list of sections, {@code standard} when it is not given. */
    public <T> List<T> sections(String key, List<T> standard, Function<Settings, T> record) {
        List<? extends Config> sections = value(key, "a list of sections: [{ ... }, ...]", null, Config::getConfigList);
        if (sections == null) {
            return standard;
        }
        List<T> result = new ArrayList<>();
        for (Config section : sections) {
            Settings settings = new Settings(section, path + key + "[" + result.size() + "].", problems);
            result.add(record.apply(settings));
            settings.noteUnknownKeys();
        }
        return result;
    }

    /** Declares a section that another program reads from the same file. */
    public void ignore(String key) {
        known.add(key);
    }

    /** A text that must be there and not blank. */
    public String text(String key) {
        return required(key, "a text that is not blank", "", (section, name) -> {
            String text = section.getString(name);
            if (text.isBlank()) {
                throw new ConfigException.BadValue(name, "blank");
            }
            return text;
        });
    }

    /** A text, {@code standard} when it is not given. */
    public String text(String key, String standard) {
        return value(key, "a text", standard, Config::getString);
    }

    /** A text that is never shown, empty when it is not given. */
    public String secret(String key) {
        known.add(key);
        try {
            return config.hasPath(key) ? config.getString(key) : "";
        } catch (ConfigException e) {
            note(key, "must be a text");
            return "";
        }
    }

    /** A list of texts, {@code standard} when it is not given. */
    public List<String> texts(String key, List<String> standard) {
        return value(key, "a list of texts", standard, Config::getStringList);
    }

    /** A whole number from {@code min} to {@code max}, {@code standard} when it is not given. */
    public int number(String key, int standard, int min, int max) {
        int number = value(key, "a whole number", standard, Config::getInt);
        if (number < min || number > max) {
            note(key, "is " + number + ", but must be from " + min + " to " + max);
            return standard;
        }
        return number;
    }

    /** {@code true} or {@code false}, {@code standard} when it is not given. */
    public boolean flag(String key, boolean standard) {
        return value(key, "true or false", standard, Config::getBoolean);
    }

    /** A duration with its unit, such as {@code 50ms}; {@code standard} when it is not given; more than zero. */
    public Duration duration(String key, Duration standard) {
        Duration duration = value(key, "a duration such as 50ms or 10s", standard, Config::getDuration);
        if (duration.isNegative() || duration.isZero()) {
            note(key, "is " + config.getString(key) + ", but must be more than zero");
            return standard;
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

    /** A time zone by its name, such as {@code Asia/Shanghai}; {@code standard} when it is not given. */
    public ZoneId zone(String key, ZoneId standard) {
        String name = text(key, standard.getId());
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            note(key, "is \"" + name + "\", which is no time zone; write one such as Asia/Shanghai or UTC");
            return standard;
        }
    }

    /** One of an enum's constants, written in lower case; {@code standard} when it is not given. */
    public <E extends Enum<E>> E choice(String key, E standard) {
        String name = text(key, standard.name());
        for (E constant : standard.getDeclaringClass().getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        List<String> names = Arrays.stream(standard.getDeclaringClass().getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        note(key, "is \"" + name + "\", but must be one of " + String.join(", ", names));
        return standard;
    }

    /** Notes that {@code key} is wrong; {@code what} goes on from the key: "is 0, but must be more". */
    public void note(String key, String what) {
        String where =
                config.hasPath(key) ? " (" + config.getValue(key).origin().description() + ")" : "";
        problems.add(path + key + " " + what + where);
    }

    private <T> T required(String key, String what, T standIn, BiFunction<Config, String, T> getter) {
        if (!config.hasPath(key)) {
            known.add(key);
            problems.add(path + key + " is missing: " + what + " is needed");
            return standIn;
        }
        return value(key, what, standIn, getter);
    }

    private <T> T value(String key, String what, T standard, BiFunction<Config, String, T> getter) {
        known.add(key);
        if (!config.hasPath(key)) {
            return standard;
        }
        try {
            return getter.apply(config, key);
        } catch (ConfigException e) {
            note(key, "is " + shown(config.getValue(key)) + ", but must be " + what);
            return standard;
        }
    }

    private static String shown(ConfigValue value) {
        return value instanceof ConfigObject ? "a section" : value.render(ConfigRenderOptions.concise());
    }

    private void noteUnknownKeys() {
        for (String key : config.root().keySet()) {
            if (!known.contains(key)) {
                problems.add(path + key + " is not a known key; known here are " + String.join(", ", known));
            }
        }
    }
}
