package io.coursepulse.blacklist;

/** A version of the blacklist cannot be had, or not be made. */
public abstract sealed class BlacklistException extends RuntimeException {

    private BlacklistException(String message, Throwable cause) {
        super(message, cause);
    }

    /** ZooKeeper does not answer now. Trying again may help; nothing is lost. */
    public static final class Unavailable extends BlacklistException {
        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** There is no such version, or the list has become too long. Trying again does not help; somebody has to look. */
    public static final class Refused extends BlacklistException {
        public Refused(String message) {
            super(message, null);
        }
    }
}
