package io.coursepulse.drill.fault;

/** A fault that could not be injected or did not take effect, or lines that the drill did not write. */
public final class DrillFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DrillFailure(String message) {
        super(message);
    }
}
