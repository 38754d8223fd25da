package io.coursepulse.web.follow;

/** The messages of a topic. */
public interface Source<T> extends AutoCloseable {

    /** Connects, and reconnects after every failure until {@link #close()}; returns at once and never fails. */
    void start(Listener<T> listener);

    /** Stops; when it returns, the listener is not called any more. */
    @Override
    void close();
}
