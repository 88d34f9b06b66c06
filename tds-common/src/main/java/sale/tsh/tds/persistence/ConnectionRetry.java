package sale.tsh.tds.persistence;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;

/** Runs database work a second time if its connection was dead or PostgreSQL saw a deadlock. */
public final class ConnectionRetry {

  private static final Logger log = LoggerFactory.getLogger(ConnectionRetry.class);

  private final HikariDataSource pool;

  public ConnectionRetry(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * Runs the work, and once more on a fresh connection if the first one was dead or PostgreSQL
   * chose the work as the victim of a deadlock. The outcome of the first run may be unknown, and
   * deduplication makes the second run safe. If the pool gave no connection in time, the work is
   * not repeated, because the sender has waited long enough.
   */
  public <T> T run(Supplier<T> work) {
    try {
      return work.get();
    } catch (ConcurrencyFailureException e) {
      log.info("A deadlock with an operator's redrive; trying once more: {}", e.toString());
      return work.get();
    } catch (RuntimeException e) {
      if (!ConnectionLoss.causedBy(e) || ConnectionLoss.isPoolTimeout(e)) {
        throw e;
      }
      log.warn(
          "A connection to the database was dead; trying once more on a fresh one: {}",
          e.toString());
      HikariPoolMXBean connections = pool.getHikariPoolMXBean();
      if (connections != null) {
        connections.softEvictConnections();
      }
      return work.get();
    }
  }
}
