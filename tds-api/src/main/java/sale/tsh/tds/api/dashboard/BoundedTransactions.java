package sale.tsh.tds.api.dashboard;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions whose statements end in time. The limit is set for the transaction only, so it holds
 * behind a transaction pooler too.
 */
public class BoundedTransactions {

  private static final int TURNS = 3;

  private final TransactionTemplate reading;
  private final TransactionTemplate acting;
  private final JdbcClient jdbc;
  private final String limit;

  BoundedTransactions(PlatformTransactionManager manager, JdbcClient jdbc, Duration limit) {
    this.reading = new TransactionTemplate(manager);
    this.reading.setReadOnly(true);
    this.acting = new TransactionTemplate(manager);
    this.jdbc = jdbc;
    this.limit = limit.toMillis() + "ms";
  }

  /** Reads. */
  public <T> T read(Supplier<T> question) {
    return within(reading, question);
  }

  /**
   * Changes something. A deadlock, such as with intake that meets a repeat of the same delivery, is
   * nobody's fault: the work is done again.
   */
  <T> T act(Supplier<T> work) {
    for (int turn = 1; ; turn++) {
      try {
        return within(acting, work);
      } catch (ConcurrencyFailureException e) {
        if (turn == TURNS) {
          throw e;
        }
      }
    }
  }

  private <T> T within(TransactionTemplate transactions, Supplier<T> work) {
    return transactions.execute(
        status -> {
          jdbc.sql("select set_config('statement_timeout', :limit, true)")
              .param("limit", limit)
              .query(String.class)
              .single();
          return work.get();
        });
  }
}
