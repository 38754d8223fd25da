package io.coursepulse.sandbox.process;

import io.coursepulse.sandbox.run.Await;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * The JVMs that are on one daemon's leash, found by the agent's argument on their command lines. So the sandbox ends its own
 * processes only: Storm's pid files may name a process that got the pid later.
 *
 * @param daemon the daemon; it need not be alive any more
 */
public record SandboxProcesses(ProcessIdentity daemon) {

    /** Every living one. */
    public List<ProcessIdentity> all() {
        return matching(commandLine -> true);
    }

    /** The living ones that run a main class. */
    public List<ProcessIdentity> withMainClass(String mainClass) {
        // Storm's log writer has the worker's whole command line among its arguments; a main class of its own comes
        // first.
        return matching(commandLine -> mainClass.equals(mainClassOf(commandLine)));
    }

    /** What stands behind the main class on the command line of a living process; nothing if it has ended. */
    public static List<String> argumentsOf(ProcessIdentity process) {
        List<String> commandLine =
                process.liveHandle().map(SandboxProcesses::commandLineOf).orElse(List.of());
        int main = commandLine.indexOf(mainClassOf(commandLine));
        return commandLine.subList(Math.min(main + 1, commandLine.size()), commandLine.size());
    }

    /** Kills all of them ({@code kill -9}), and waits until none is left or the time is up. */
    public void killAll(Duration timeout) throws InterruptedException {
        all().forEach(process -> process.liveHandle().ifPresent(ProcessHandle::destroyForcibly));
        awaitTermination(timeout);
    }

    /** Waits until none is left. Returns false on timeout. */
    public boolean awaitTermination(Duration timeout) throws InterruptedException {
        return Await.within(timeout, () -> all().isEmpty());
    }

    private List<ProcessIdentity> matching(Predicate<List<String>> test) {
        String agentArgument = "=" + daemon;
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    List<String> commandLine = commandLineOf(process);
                    return commandLine.stream()
                                    .anyMatch(word -> word.startsWith("-javaagent:") && word.endsWith(agentArgument))
                            && test.test(commandLine);
                })
                .map(ProcessIdentity::of)
                .filter(ProcessIdentity::isAlive)
                .toList();
    }

    /** The first word that is neither an option nor an option's value. */
    static String mainClassOf(List<String> commandLine) {
        for (int i = 1; i < commandLine.size(); i++) {
            String word = commandLine.get(i);
            if (word.equals("-cp") || word.equals("-classpath") || word.equals("--class-path")) {
                i++;
            } else if (!word.startsWith("-")) {
                return word;
            }
        }
        return "";
    }

    /** From /proc where there is one: what Java tells of a command line is cut off at a page, and class paths are longer. */
    private static List<String> commandLineOf(ProcessHandle process) {
        Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            return List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\0"));
        } catch (IOException e) {
            return process.info()
                    .commandLine()
                    .map(line -> List.of(line.split(" ")))
                    .orElse(List.of());
        }
    }
}
