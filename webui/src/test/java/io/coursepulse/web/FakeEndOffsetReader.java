package io.coursepulse.web;

import io.coursepulse.web.trust.EndOffsetReader;
import java.util.Map;
import java.util.Optional;

/** End offsets that a test sets. Thread-safe. */
public final class FakeEndOffsetReader implements EndOffsetReader {

    private volatile EndOffsets ends = new EndOffsets(Map.of(), Optional.empty());
    private volatile boolean down;

    public void setEndOffsets(EndOffsets now) {
        ends = now;
    }

    public void down(boolean isDown) {
        down = isDown;
    }

    @Override
    public EndOffsets read() {
        if (down) {
            throw new EndOffsetsUnavailableException("the fake Kafka is down", null);
        }
        return ends;
    }

    @Override
    public void close() {}
}
