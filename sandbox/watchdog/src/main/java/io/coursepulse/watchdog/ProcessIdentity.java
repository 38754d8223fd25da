package io.coursepulse.watchdog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * One process of this machine, distinguishable from a later process with the same pid.
 *
 * @param pid the operating system's process id
 * @param startMillis when the process started, in milliseconds since the epoch; 0 if unknown
 */
public record ProcessIdentity(long pid, long startMillis) {

    /** The kernel rounds the boot time that start times are relative to: two JVMs may read values a second apart. */
    private static final long START_TOLERANCE_MILLIS = 2_000;

    /** The JVM this runs in. */
    public static ProcessIdentity current() {
        return of(ProcessHandle.current());
    }

    /** The process behind a handle. */
    public static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(process.pid(), startOf(process));
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if the text does not have that form
     */
    public static ProcessIdentity parse(String text) {
        String[] parts = text.split("@", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not of the form pid@startMillis: " + text);
        }
        return new ProcessIdentity(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    /** The running process, or empty if it has exited or its pid belongs to another process now. */
    public Optional<ProcessHandle> liveHandle() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> sameStart(startOf(process)))
                .filter(process -> !isZombie());
    }

    /** Whether this very process is still running. */
    public boolean isAlive() {
        return liveHandle().isPresent();
    }

    /** The memory that the process holds, in bytes; empty if it has exited or the system has no /proc. */
    public OptionalLong residentBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }

    /** {@code pid@startMillis}, fit for a command line. */
    @Override
    public String toString() {
        return pid + "@" + startMillis;
    }

    private boolean sameStart(long otherStart) {
        return startMillis == 0 || otherStart == 0 || Math.abs(startMillis - otherStart) <= START_TOLERANCE_MILLIS;
    }

    /**
     * A killed process stays in the process table until its parent reaps it, and Java calls it alive. In containers the
     * first process often never reaps orphans.
     */
    private boolean isZombie() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The command's name is in parentheses and may contain any character; the state follows the last one.
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state == 'Z' || state == 'X';
        } catch (NoSuchFileException e) {
            // Either a system without /proc, or it exited just now and the next poll reports that.
            return false;
        } catch (IOException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
