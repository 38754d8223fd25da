package io.coursepulse.sandbox.process;

import io.coursepulse.sandbox.run.Await;
import io.coursepulse.watchdog.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The JVMs whose parent watchdog watches one daemon, found by the agent's argument on their command lines. So the sandbox
 * kills its own processes only: Storm's pid files may name a process that got the pid later.
 *
 * @param daemon the daemon; it may have exited
 */
public record SandboxProcesses(ProcessIdentity daemon) {

    /** All that are running. */
    public List<ProcessIdentity> all() {
        return matching(commandLine -> true);
    }

    /** Those that run a main class. */
    public List<ProcessIdentity> withMainClass(String mainClass) {
        // Storm's log writer has the worker's whole command line among its arguments, after its own
        // main class.
        return matching(commandLine -> mainClass.equals(mainClassOf(commandLine)));
    }

    /** The arguments after the main class on the command line of a process; empty if it has exited. */
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

    /**
     * Sends a signal, which Java has no call for, to those of the processes that are running.
     *
     * @param name without SIG: {@code STOP}
     * @throws IOException if the signal could not be sent
     */
    public static void signal(String name, List<ProcessIdentity> processes) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("kill", "-" + name));
        processes.stream()
                .filter(ProcessIdentity::isAlive)
                .map(process -> Long.toString(process.pid()))
                .forEach(words::add);
        if (words.size() > 2 && new ProcessBuilder(words).inheritIO().start().waitFor() != 0) {
            throw new IOException("Cannot send SIG" + name + ": " + words);
        }
    }

    /** Whether SIGSTOP has stopped a process; false if it has exited. */
    public static boolean isFrozen(ProcessIdentity process) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
            return process.isAlive() && status.contains("\nState:\tT");
        } catch (IOException e) {
            return false;
        }
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

    /** From /proc where there is one: Java truncates command lines to a page, and class paths are longer. */
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
