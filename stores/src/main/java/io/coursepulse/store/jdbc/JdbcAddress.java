package io.coursepulse.store.jdbc;

import java.io.Serializable;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where a database is and who asks.
 *
 * @param url a JDBC URL of MariaDB or H2, without a password in it
 * @param user the database's user
 * @param password the user's password; never shown
 * @param timeout how long one statement, the wait for a lock, or the wait for a connection may take; at least a second
 */
public record JdbcAddress(String url, String user, String password, Duration timeout) implements Serializable {

    /** MariaDB's {@code ?password=}, H2's {@code ;PASSWORD=}, and the one between user and host. */
    private static final Pattern PASSWORD =
            Pattern.compile("[?&;]password=|//[^/?;]*:[^/?;]*@", Pattern.CASE_INSENSITIVE);

    /** Whether a password stands in a URL, which would be shown with it. */
    public static boolean containsPassword(String url) {
        return PASSWORD.matcher(url).find();
    }

    /** The same database with another timeout. */
    public JdbcAddress within(Duration other) {
        return new JdbcAddress(url, user, password, other);
    }

    @Override
    public String toString() {
        return url + " as " + user + ", within " + timeout.toSeconds() + " s";
    }
}
