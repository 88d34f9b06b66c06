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
 * The connection pool. When it is exhausted it logs the message of docs/OPERATIONS.md, "Capacity".
 * It leaves a server that has become read-only (see {@link EvictReadOnlyServer}).
 */
public final class ConnectionPool extends HikariDataSource {

  private static final Logger log = LoggerFactory.getLogger(ConnectionPool.class);

  public ConnectionPool() {
    setExceptionOverride(new EvictReadOnlyServer());
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

  /**
   * If the server gives no connection, the pool is not exhausted. The exception's cause says what
   * failed.
   */
  private boolean isExhausted(SQLTransientConnectionException e) {
    @Nullable HikariPoolMXBean pool = getHikariPoolMXBean();
    return e.getCause() == null
        || (pool != null && pool.getActiveConnections() >= getMaximumPoolSize());
  }
}
