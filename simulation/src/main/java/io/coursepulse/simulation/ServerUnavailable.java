package io.coursepulse.simulation;

/** ZooKeeper did not answer. Storm does not handle it: the worker process ends. */
final class ServerUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerUnavailable(String message) {
        super(message, null, false, false);
    }
}
