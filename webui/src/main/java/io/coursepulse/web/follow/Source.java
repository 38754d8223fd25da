package io.coursepulse.web.follow;

/** The messages of a topic. */
public interface Source<T> extends AutoCloseable {

    /** Connects, and reconnects after every failure until {@link #close()}; returns at once and never fails. */
    void start(Listener<T> listener);

    /** How many records were skipped so far because they are not messages of this version. Any thread may ask. */
    long skipped();

    /** Stops; when it returns, the listener is not called any more. */
    @Override
    void close();
}
