package io.coursepulse.topology.audit;

/** A check or repair that could not be done; the message tells the operator why. Says nothing about the counts. */
public final class AuditException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AuditException(String message) {
        super(message);
    }

    public AuditException(String message, Throwable cause) {
        super(message, cause);
    }
}
