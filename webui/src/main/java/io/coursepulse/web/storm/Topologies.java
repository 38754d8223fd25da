package io.coursepulse.web.storm;

import java.util.List;

/** Reads how CoursePulse's topologies run. Calls block, and are made by one thread at a time. */
@FunctionalInterface
public interface Topologies {

    /**
     * Reads the state of every topology whose name is one of CoursePulse's.
     *
     * @return sorted by name
     * @throws TopologyStateUnavailableException if no Nimbus answers
     */
    List<TopologyState> read();

    /** No Nimbus answered; the message has the reason for each. */
    final class TopologyStateUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public TopologyStateUnavailableException(String message) {
            super(message);
        }
    }
}
