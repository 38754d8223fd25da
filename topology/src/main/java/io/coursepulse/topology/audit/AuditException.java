package io.coursepulse.topology.audit;

/** Why a check could not be made, in words for the operator. What was to be checked may be right or wrong. */
public final class AuditException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AuditException(String message) {
        super(message);
    }

    AuditException(String message, Throwable cause) {
        super(message, cause);
    }
}
