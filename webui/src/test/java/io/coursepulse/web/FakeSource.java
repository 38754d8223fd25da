package io.coursepulse.web;

import io.coursepulse.web.follow.Listener;
import io.coursepulse.web.follow.Source;

/** A source whose records a test sends. */
public final class FakeSource<T> implements Source<T> {

    private volatile Listener<T> listener;
    private volatile boolean closed;
    private volatile long skipped;

    @Override
    public void start(Listener<T> listener) {
        this.listener = listener;
        listener.onConnected();
    }

    /** The listener that the server has registered. */
    public Listener<T> listener() {
        return listener;
    }

    public boolean closed() {
        return closed;
    }

    public void skipped(long records) {
        skipped = records;
    }

    @Override
    public long skipped() {
        return skipped;
    }

    @Override
    public void close() {
        closed = true;
    }
}
