package io.coursepulse.sandbox.run;

import java.util.Locale;

/** How a server is. */
public enum ServerPhase {
    /** Not started yet: what it needs is not ready. */
    WAITING,
    /** Its process runs and does not answer yet. */
    STARTING,
    /** It has answered its probe. */
    READY,
    /** It died, and is started again in a moment. */
    RESTARTING,
    /** It died, and nobody starts it again. */
    DEAD,
    /** It was stopped on purpose. */
    STOPPED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
