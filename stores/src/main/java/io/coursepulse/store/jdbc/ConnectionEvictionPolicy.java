package io.coursepulse.store.jdbc;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Has the pool give up a connection that has failed. By itself it knows a broken one by its SQL state, and H2's are not
 * among those; it would hand such a connection out again to whoever asks within half a second, which is what a batch that
 * is tried again does. HikariCP makes this class by its name.
 */
public final class ConnectionEvictionPolicy implements SQLExceptionOverride {

    private static final String CONSTRAINT = "23";

    @java.lang.Override // HikariCP has an Override of its own.
    public Override adjudicate(SQLException failure) {
        boolean connectionIsFine = Dialect.isMissingTable(failure)
                || (failure.getSQLState() != null && failure.getSQLState().startsWith(CONSTRAINT));
        return connectionIsFine ? Override.DO_NOT_EVICT : Override.MUST_EVICT;
    }
}
