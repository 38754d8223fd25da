package io.coursepulse.sandbox.server;

/** A step that belongs to a server's start ended with an error; the server's log says more. */
public final class StartFailure extends RuntimeException {

    public StartFailure(String message) {
        super(message);
    }
}
