package io.coursepulse.drill;

/** A fault that could not be injected or did not take effect, or lines that the drill did not write. */
final class DrillFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DrillFailure(String message) {
        super(message);
    }
}
