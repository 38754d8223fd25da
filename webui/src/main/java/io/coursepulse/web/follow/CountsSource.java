package io.coursepulse.web.follow;

/** Tells of every count that changes. */
public interface CountsSource extends AutoCloseable {

    /** Begins, and keeps trying until {@link #close()}; returns at once and never fails. */
    void start(CountsListener listener);

    /** Ends; when it returns, the listener is not called any more. */
    @Override
    void close();
}
