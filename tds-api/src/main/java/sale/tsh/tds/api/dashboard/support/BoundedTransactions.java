package sale.tsh.tds.api.dashboard.support;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions with a time limit for each statement. The limit is set per transaction, so it also
 * works behind a transaction pooler.
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

  /** Runs a query in a read-only transaction. */
  public <T> T read(Supplier<T> question) {
    return within(reading, question);
  }

  /**
   * Runs a change in a transaction. After a deadlock, for example with the intake of a repeated
   * delivery, the change runs again.
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
    return transactions.execute(status -> {
      jdbc.sql("select set_config('statement_timeout', :limit, true)")
          .param("limit", limit)
          .query(String.class)
          .single();
      return work.get();
    });
  }
}
