package io.coursepulse.drill.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The web server's clock, which a fault sets ahead or behind. Safe for use by several threads. */
public final class SkewedClock implements InstantSource {

    private volatile Duration skew = Duration.ZERO;

    /** Sets it to the system's time plus {@code ahead}, which may be negative. */
    void set(Duration ahead) {
        skew = ahead;
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(skew);
    }
}
