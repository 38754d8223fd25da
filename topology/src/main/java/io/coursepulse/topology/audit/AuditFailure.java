package io.coursepulse.topology.audit;

/** Why a check could not be made, in words for the operator. What was to be checked may be right or wrong. */
public final class AuditFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AuditFailure(String message) {
        super(message);
    }

    AuditFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
