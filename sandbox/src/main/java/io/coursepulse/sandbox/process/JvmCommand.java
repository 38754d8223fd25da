package io.coursepulse.sandbox.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The command line of a new JVM. Built by one thread, then passed to {@link JvmLauncher}. */
public final class JvmCommand {

    /** The JVM's option for {@link #c1Only}. */
    public static final String C1_ONLY = "-XX:TieredStopAtLevel=1";

    private final String mainClass;
    private final List<String> flags = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<Path> classPath = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    public JvmCommand(String mainClass) {
        this.mainClass = mainClass;
    }

    /** The maximum heap, in the JVM's notation ({@code 384m}). */
    public JvmCommand heap(String size) {
        return flags("-Xmx" + size);
    }

    /** Adds options of the JVM. */
    public JvmCommand flags(String... more) {
        flags.addAll(Arrays.asList(more));
        return this;
    }

    /** Uses the C1 compiler only: less CPU for compilation in servers with little load. */
    public JvmCommand c1Only() {
        return flags(C1_ONLY);
    }

    /** A system property. */
    public JvmCommand property(String name, Object value) {
        properties.put(name, value.toString());
        return this;
    }

    /** Appends jars and directories. */
    public JvmCommand classPath(Collection<Path> more) {
        classPath.addAll(more);
        return this;
    }

    /** Appends jars and directories. */
    public JvmCommand classPath(Path... more) {
        return classPath(Arrays.asList(more));
    }

    /** Appends arguments of the main method. */
    public JvmCommand arguments(Object... more) {
        Arrays.stream(more).map(Object::toString).forEach(arguments::add);
        return this;
    }

    /** The words of the command line, the JVM's own options first. */
    List<String> toCommandLine(String java, String watchdogOption) {
        List<String> words = new ArrayList<>();
        words.add(java);
        words.add(watchdogOption);
        // Collectors with their own threads cost memory, which is not worth it for small heaps.
        words.add("-XX:+UseSerialGC");
        // A server without memory must exit, to be restarted: a degraded one may still pass its probe.
        words.add("-XX:+ExitOnOutOfMemoryError");
        words.addAll(flags);
        properties.forEach((name, value) -> words.add("-D" + name + "=" + value));
        words.add("-cp");
        words.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        words.add(mainClass);
        words.addAll(arguments);
        return words;
    }
}
