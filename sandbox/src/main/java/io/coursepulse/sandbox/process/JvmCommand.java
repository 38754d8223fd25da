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

/** What a JVM of its own is to run. Built up by one thread, then given to {@link JvmLauncher}. */
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

    /** The largest heap, in the JVM's notation ({@code 384m}). */
    public JvmCommand heap(String size) {
        return flags("-Xmx" + size);
    }

    /** Further options of the JVM. */
    public JvmCommand flags(String... more) {
        flags.addAll(Arrays.asList(more));
        return this;
    }

    /** Compiles code once, and quickly: a server that has little to do leaves the processors to the others. */
    public JvmCommand c1Only() {
        return flags(C1_ONLY);
    }

    /** A system property. */
    public JvmCommand property(String name, Object value) {
        properties.put(name, value.toString());
        return this;
    }

    /** Further jars and folders, behind those already there. */
    public JvmCommand classPath(Collection<Path> more) {
        classPath.addAll(more);
        return this;
    }

    /** Further jars and folders, behind those already there. */
    public JvmCommand classPath(Path... more) {
        return classPath(Arrays.asList(more));
    }

    /** Further arguments of the main method. */
    public JvmCommand arguments(Object... more) {
        Arrays.stream(more).map(Object::toString).forEach(arguments::add);
        return this;
    }

    /** The words of the command, the JVM's own options first. */
    List<String> toCommandLine(String java, String watchdogOption) {
        List<String> words = new ArrayList<>();
        words.add(java);
        words.add(watchdogOption);
        // A collector with threads of its own costs memory that small heaps do not repay.
        words.add("-XX:+UseSerialGC");
        // A server that ran out of memory is restarted; one that limps on looks alive.
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
