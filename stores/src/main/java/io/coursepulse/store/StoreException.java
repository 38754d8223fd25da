package io.coursepulse.store;

/** A store could not do what it was asked. Which of the two kinds it is decides what the caller may do next. */
public abstract sealed class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * The store did not answer, or not in time. What was asked may have been done in part. Asking again, with the same
     * transaction, is safe and is the right thing to do.
     */
    public static final class Unavailable extends StoreException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * What is stored contradicts what was asked: going on would make counts wrong. Asking again cannot help; somebody
     * has to look.
     */
    public static final class Refused extends StoreException {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message, null);
        }
    }
}
