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
 * @param numbers the number for each port that is needed
 */
public record Ports(Map<PortName, Integer> numbers) {

    /** How far above a taken default a free port is looked for. */
    static final int SEARCH_RANGE = 400;

    public Ports {
        numbers = Map.copyOf(numbers);
    }

    /** The number of a port that was asked for at the start. */
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
     * Takes each port's usual number, or the next free one above it.
     *
     * @param needed the ports to choose
     * @param requested numbers that the operator wants; one of these is never replaced
     * @param notes told of every port that is not at its usual number
     * @throws SandboxFailure if an asked port is taken, or no free one is found
     */
    public static Ports choose(Collection<PortName> needed, Map<PortName, Integer> requested, Consumer<String> notes) {
        return choose(needed, requested, notes, Ports::reserve);
    }

    static Ports choose(
            Collection<PortName> needed, Map<PortName, Integer> requested, Consumer<String> notes, IntPredicate free) {
        Map<PortName, Integer> chosen = new EnumMap<>(PortName.class);
        // What was asked for comes first, so that no default takes it.
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
            throw new SandboxFailure("Port " + number + ", asked for by --port " + name + "=" + number
                    + ", is taken by another process. Stop that process (`ss -ltnp` names it), or ask for another port,"
                    + " or leave the option out: then a free port is chosen.");
        }
        return number;
    }

    private static int nearestFree(PortName name, IntPredicate free, Consumer<String> notes) {
        int usual = name.defaultNumber();
        for (int number = usual; number <= usual + SEARCH_RANGE; number++) {
            if (free.test(number)) {
                if (number != usual) {
                    notes.accept("port " + usual + " is taken: " + name + " is at " + number);
                }
                return number;
            }
        }
        throw new SandboxFailure("No free port for " + name + ": all from " + usual + " to " + (usual + SEARCH_RANGE)
                + " are taken. Stop what uses them (`ss -ltnp` lists it), or name a free one: --port " + name
                + "=NUMBER.");
    }

    /** Gives the numbers free for other sandboxes. */
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

    /** Some servers have no setting for their address and bind all of them, so both must be free. */
    private static boolean isFree(int number) {
        return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number))
                && canBind(new InetSocketAddress(number));
    }

    private static boolean canBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do it: a port whose old connections are still fading away is free.
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Keeps two sandboxes that boot side by side from choosing the same free port: Storm's workers bind theirs half a minute
     * after the choice. A claim on port N is a lock on byte N of one file that all sandboxes of this machine share, so it goes
     * with its process, however that ends.
     */
    private static final class PortReservations {

        /** One for the JVM: closing any channel of a file may release all locks that the process has on it. */
        private static final Optional<FileChannel> FILE = open();

        private static final Map<Integer, FileLock> RESERVATIONS = new ConcurrentHashMap<>();

        private PortReservations() {}

        /** Claims a port for this process. Returns false if another sandbox, or another one of this process, has it. */
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
                // A file system without locks: the ports themselves are still looked at.
                return true;
            }
        }

        /** Gives a port free again; does nothing for one that is not claimed. */
        static void release(int port) {
            FileLock lock = RESERVATIONS.remove(port);
            if (lock != null) {
                try {
                    lock.release();
                } catch (IOException e) {
                    // It goes with the process then.
                    RESERVATIONS.putIfAbsent(port, lock);
                }
            }
        }

        /** Empty where another user made the file: then each looks after himself. */
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
