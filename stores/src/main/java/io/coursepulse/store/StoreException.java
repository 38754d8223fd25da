package io.coursepulse.store;

/** A store operation failed. The type says whether it may be retried. */
public abstract sealed class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * The store did not respond, or not in time. The operation may have been carried out in part. Retry it with the
     * same transaction.
     */
    public static final class Unavailable extends StoreException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * The stored data contradict the operation: continuing would make counts wrong. Retrying does not help; an operator
     * must intervene.
     */
    public static final class Refused extends StoreException {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message, null);
        }
    }
}
