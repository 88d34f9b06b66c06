package sale.tsh.tds.persistence;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool, which says in the operations guide's words when it is exhausted, and leaves a {@link
 * FormerPrimary}.
 */
public final class ConnectionPool extends HikariDataSource {

  private static final Logger log = LoggerFactory.getLogger(ConnectionPool.class);

  public ConnectionPool() {
    setExceptionOverride(new FormerPrimary());
  }

  @Override
  public Connection getConnection() throws SQLException {
    try {
      return super.getConnection();
    } catch (SQLTransientConnectionException e) {
      if (isExhausted(e)) {
        log.error(
            "connection pool exhausted: all {} connections were in use for {} ms (DATABASE_POOL_SIZE + DATABASE_MAX_OVERFLOW)",
            getMaximumPoolSize(),
            getConnectionTimeout());
      }
      throw e;
    }
  }

  /** A server that gives no connection is another matter: the exception's cause tells of it. */
  private boolean isExhausted(SQLTransientConnectionException e) {
    @Nullable HikariPoolMXBean pool = getHikariPoolMXBean();
    return e.getCause() == null
        || (pool != null && pool.getActiveConnections() >= getMaximumPoolSize());
  }
}
