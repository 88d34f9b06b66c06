package sale.tsh.tds.worker.maintenance;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes what is finished and old, page by page, so that no lock and no transaction lasts; never
 * anything that an event which is not completed still needs. Rows that somebody holds are left for
 * the next time, and the guide's purge by hand may run beside.
 */
public class Retention {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  private static final int PAGE = 1_000;

  private final JdbcClient jdbc;
  private final List<Expiry> expiries;

  public Retention(JdbcClient jdbc, RetentionSettings settings) {
    this.jdbc = jdbc;
    this.expiries = Expiries.of(settings);
  }

  /** Removes all there is to remove; returns how many rows. */
  public int runOnce() {
    return expiries.stream().filter(expiry -> expiry.days() > 0).mapToInt(this::expire).sum();
  }

  private int expire(Expiry expiry) {
    int removed = 0;
    int page;
    do {
      page = jdbc.sql(expiry.page()).param("days", expiry.days()).param("page", PAGE).update();
      removed += page;
    } while (page == PAGE && !Thread.currentThread().isInterrupted());
    if (removed > 0) {
      log.info(
          "Removed {} rows of {} that were older than {} days",
          removed,
          expiry.table(),
          expiry.days());
    }
    return removed;
  }
}
