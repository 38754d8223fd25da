package io.coursepulse.topology.audit;

/** A check could not be carried out; the message tells the operator why. It says nothing about the counts. */
public final class AuditException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AuditException(String message) {
        super(message);
    }

    AuditException(String message, Throwable cause) {
        super(message, cause);
    }
}
