package io.coursepulse.sandbox.process;

import io.coursepulse.watchdog.ProcessIdentity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Signals that Java has no call for. */
public final class Signals {

    private Signals() {}

    /**
     * Sends a signal to those of the processes that live.
     *
     * @param name without SIG: {@code STOP}
     * @throws IOException if the signal could not be sent
     */
    public static void send(String name, List<ProcessIdentity> processes) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("kill", "-" + name));
        processes.stream()
                .filter(ProcessIdentity::isAlive)
                .map(process -> Long.toString(process.pid()))
                .forEach(words::add);
        if (words.size() > 2 && new ProcessBuilder(words).inheritIO().start().waitFor() != 0) {
            throw new IOException("could not send " + name + ": " + words);
        }
    }
}
