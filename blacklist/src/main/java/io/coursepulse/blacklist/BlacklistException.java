package io.coursepulse.blacklist;

/** A version of the blacklist cannot be read or created. */
public abstract sealed class BlacklistException extends RuntimeException {

    private BlacklistException(String message, Throwable cause) {
        super(message, cause);
    }

    /** ZooKeeper is unavailable. Retrying may help; no data is lost. */
    public static final class Unavailable extends BlacklistException {
        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** There is no such version, or the list is too large. Retrying does not help; an operator must intervene. */
    public static final class Refused extends BlacklistException {
        public Refused(String message) {
            super(message, null);
        }
    }
}
