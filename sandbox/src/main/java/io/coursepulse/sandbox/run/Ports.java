package io.coursepulse.sandbox.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
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
}
