package sale.tsh.tds.api.webhook;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import sale.tsh.tds.persistence.ConnectionLoss;

/** Gives work that met a dead connection a second chance. */
final class LiveConnection {

  private static final Logger log = LoggerFactory.getLogger(LiveConnection.class);

  private final HikariDataSource pool;

  LiveConnection(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * Runs once more on a fresh connection when the first turned out dead, or when PostgreSQL chose
   * it as the victim of a deadlock. The outcome of the first may be unknown; deduplication makes
   * the second safe. A pool that gave no connection in time is not asked again: the sender has
   * waited long enough.
   */
  <T> T run(Supplier<T> work) {
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
