package io.coursepulse.sandbox.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * The ports of one sandbox, chosen before anything starts.
 *
 * @param numbers the number of each port that is needed
 */
public record Ports(Map<PortName, Integer> numbers) {

    /** How many numbers above the default are tried. */
    static final int SEARCH_RANGE = 400;

    public Ports {
        numbers = Map.copyOf(numbers);
    }

    /** The number of a port. */
    public int of(PortName name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException(
                    "no " + name + " port was chosen: its server is not part of this sandbox");
        }
        return number;
    }

    /** {@code 127.0.0.1:port}. */
    public String address(PortName name) {
        return "127.0.0.1:" + of(name);
    }

    /**
     * Chooses each port's default number, or the next free one above it.
     *
     * @param needed the ports to choose
     * @param requested numbers that the operator wants; these are never replaced
     * @param notes receives a note for each port that is not at its default number
     * @throws SandboxFailure if a requested port is in use, or no free one is found
     */
    public static Ports choose(Collection<PortName> needed, Map<PortName, Integer> requested, Consumer<String> notes) {
        return choose(needed, requested, notes, Ports::reserve);
    }

    static Ports choose(
            Collection<PortName> needed, Map<PortName, Integer> requested, Consumer<String> notes, IntPredicate free) {
        Map<PortName, Integer> chosen = new EnumMap<>(PortName.class);
        // Requested numbers first, so that no default takes them.
        requested.forEach((name, number) -> chosen.put(name, requireFree(name, number, free)));
        for (PortName name : needed) {
            if (!chosen.containsKey(name)) {
                chosen.put(
                        name, nearestFree(name, number -> !chosen.containsValue(number) && free.test(number), notes));
            }
        }
        return new Ports(chosen);
    }

    private static int requireFree(PortName name, int number, IntPredicate free) {
        if (!free.test(number)) {
            throw new SandboxFailure("Port " + number + " (--port " + name + "=" + number
                    + ") is already in use. Stop that process (`ss -ltnp` names it), choose another port, or omit the"
                    + " option to use a free one.");
        }
        return number;
    }

    private static int nearestFree(PortName name, IntPredicate free, Consumer<String> notes) {
        int usual = name.defaultNumber();
        for (int number = usual; number <= usual + SEARCH_RANGE; number++) {
            if (free.test(number)) {
                if (number != usual) {
                    notes.accept("port " + usual + " is in use: " + name + " listens on " + number);
                }
                return number;
            }
        }
        throw new SandboxFailure("No free port for " + name + ": all from " + usual + " to " + (usual + SEARCH_RANGE)
                + " are in use. Stop the processes that use them (`ss -ltnp` lists them), or choose a free one: --port "
                + name
                + "=NUMBER.");
    }

    /** Releases the numbers for other sandboxes. */
    public void release() {
        numbers.values().forEach(PortReservations::release);
    }

    private static boolean reserve(int number) {
        if (!PortReservations.reserve(number)) {
            return false;
        }
        if (isFree(number)) {
            return true;
        }
        PortReservations.release(number);
        return false;
    }

    /** Some servers cannot be restricted to an address and bind all of them, so both must be free. */
    private static boolean isFree(int number) {
        return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number))
                && canBind(new InetSocketAddress(number));
    }

    private static boolean canBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do: a port with connections in TIME_WAIT is free.
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Prevents two sandboxes that start at the same time from choosing the same free port: Storm's workers bind theirs half
     * a minute after the choice. A reservation of port N is a lock on byte N of a file that all sandboxes of this machine
     * share, so it ends with its process.
     */
    private static final class PortReservations {

        /** One per JVM: closing any channel of a file may release all locks that the process has on it. */
        private static final Optional<FileChannel> FILE = open();

        private static final Map<Integer, FileLock> RESERVATIONS = new ConcurrentHashMap<>();

        private PortReservations() {}

        /** Reserves a port for this process. Returns false if another sandbox, of this or another process, has it. */
        static boolean reserve(int port) {
            if (FILE.isEmpty()) {
                return true;
            }
            try {
                FileLock lock = FILE.get().tryLock(port, 1, false);
                if (lock == null) {
                    return false;
                }
                RESERVATIONS.put(port, lock);
                return true;
            } catch (OverlappingFileLockException e) {
                return false;
            } catch (IOException e) {
                // A file system without locks: binding the ports still detects most conflicts.
                return true;
            }
        }

        /** Releases a port; does nothing if it is not reserved. */
        static void release(int port) {
            FileLock lock = RESERVATIONS.remove(port);
            if (lock != null) {
                try {
                    lock.release();
                } catch (IOException e) {
                    // It ends with the process.
                    RESERVATIONS.putIfAbsent(port, lock);
                }
            }
        }

        /** Empty if the file belongs to another user: then there are no reservations. */
        private static Optional<FileChannel> open() {
            try {
                return Optional.of(FileChannel.open(
                        Path.of(System.getProperty("java.io.tmpdir"), "coursepulse-ports"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }
}
