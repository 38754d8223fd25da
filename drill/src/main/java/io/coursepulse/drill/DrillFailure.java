package io.coursepulse.drill;

/** A round that did not go as it must: counting stayed silent, or the fault did not happen. */
final class DrillFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DrillFailure(String message) {
        super(message);
    }
}
