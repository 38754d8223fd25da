package io.coursepulse.web.follow;

/** Tells of everything that is published in a topic. */
public interface Source<T> extends AutoCloseable {

    /** Begins, and keeps trying until {@link #close()}; returns at once and never fails. */
    void start(Listener<T> listener);

    /** Ends; when it returns, the listener is not called any more. */
    @Override
    void close();
}
