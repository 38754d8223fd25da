package io.coursepulse.web;

import io.coursepulse.web.trust.LogEnds;
import java.util.Map;
import java.util.Optional;

/** A topic of lines that ends where a test says. Threads: any. */
public final class FakeLogEnds implements LogEnds {

    private volatile Ends ends = new Ends(Map.of(), Optional.empty());
    private volatile boolean down;

    public void end(Ends now) {
        ends = now;
    }

    public void down(boolean isDown) {
        down = isDown;
    }

    @Override
    public Ends read() {
        if (down) {
            throw new LogEndsUnknownException("the fake Kafka is down", null);
        }
        return ends;
    }

    @Override
    public void close() {}
}
