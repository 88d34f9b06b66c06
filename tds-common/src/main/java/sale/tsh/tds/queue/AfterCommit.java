package sale.tsh.tds.queue;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells only of what has happened: what is rolled back leaves no measure and no line. */
final class AfterCommit {

  private AfterCommit() {}

  /** Runs it when the caller's transaction is committed, or at once where there is none. */
  static void run(Runnable telling) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      telling.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            telling.run();
          }
        });
  }
}
