package io.coursepulse.web.storm;

import java.util.List;

/** How CoursePulse's topologies run. Its calls block, and are made by one thread at a time. */
@FunctionalInterface
public interface Topologies {

    /**
     * Asks.
     *
     * @return those that Storm knows by a name of ours, in the order of their names
     * @throws TopologiesUnknownException if nobody tells
     */
    List<TopologyState> read();

    /** Nobody told; the message says why. */
    final class TopologiesUnknownException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public TopologiesUnknownException(String message) {
            super(message);
        }
    }
}
