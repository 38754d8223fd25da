package io.coursepulse.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Host description, and CPU time and heap use of JVMs on it, from /proc and the JDK's jcmd. */
public final class SystemInfo {

    private static final Pattern MODEL = Pattern.compile("model name\\s*: (.*)");
    private static final Pattern MEMORY = Pattern.compile("MemTotal:\\s*(\\d+) kB");

    /** As the serial collector's generations have it: {@code total 157248K, used 92345K}. */
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private SystemInfo() {}

    /** Processors, memory and Java, in one line. */
    public static String description() throws IOException {
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %s GB, Java %s",
                Runtime.getRuntime().availableProcessors(),
                first(MODEL, Files.readString(Path.of("/proc/cpuinfo"))),
                Long.parseLong(first(MEMORY, Files.readString(Path.of("/proc/meminfo")))) >> 20,
                Runtime.version());
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "0";
    }

    /** The CPU time that a process has used so far. */
    public static Duration processorTime(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("Process " + pid + " has exited"));
    }

    /** The bytes of a JVM's heap that are in use after a full collection. */
    public static long heapInUse(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        long used = 0;
        Matcher generations = USED.matcher(jcmd(pid, "GC.heap_info"));
        while (generations.find()) {
            used += Long.parseLong(generations.group(1)) << 10;
        }
        return used;
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd " + command + " failed: " + answer);
        }
        return answer;
    }
}
