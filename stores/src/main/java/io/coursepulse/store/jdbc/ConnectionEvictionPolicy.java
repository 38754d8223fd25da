package io.coursepulse.store.jdbc;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Makes HikariCP evict a connection that has failed. By default it recognizes broken connections by SQL state, which
 * does not include H2's, and would hand such a connection out again within half a second, when a batch is retried.
 * HikariCP instantiates this class by name.
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
