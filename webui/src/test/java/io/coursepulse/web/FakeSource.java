package io.coursepulse.web;

import io.coursepulse.web.follow.CountsListener;
import io.coursepulse.web.follow.CountsSource;

/** A source that a test speaks through. */
public final class FakeSource implements CountsSource {

    private volatile CountsListener listener;
    private volatile boolean closed;

    @Override
    public void start(CountsListener listener) {
        this.listener = listener;
        listener.begun();
    }

    /** The server's ear. */
    public CountsListener listener() {
        return listener;
    }

    public boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
