package sale.tsh.tds.worker.maintenance;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes old finished rows page by page, so that locks and transactions are short. Keeps every row
 * that an uncompleted event needs. Leaves locked rows for the next run. The statements of
 * docs/OPERATIONS.md, "Purging", may run at the same time.
 */
public class Retention {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  private static final int PAGE = 1_000;

  private final JdbcClient jdbc;
  private final List<RetentionRule> rules;

  public Retention(JdbcClient jdbc, RetentionSettings settings) {
    this.jdbc = jdbc;
    this.rules = RetentionRules.of(settings);
  }

  /** Removes all rows that are due and returns how many. */
  public int runOnce() {
    return rules.stream().filter(rule -> rule.days() > 0).mapToInt(this::removeExpired).sum();
  }

  private int removeExpired(RetentionRule rule) {
    int removed = 0;
    int page;
    do {
      page = jdbc.sql(rule.page()).param("days", rule.days()).param("page", PAGE).update();
      removed += page;
    } while (page == PAGE && !Thread.currentThread().isInterrupted());
    if (removed > 0) {
      log.info(
          "Removed {} rows of {} that were older than {} days", removed, rule.table(), rule.days());
    }
    return removed;
  }
}
