package sale.tsh.tds.queue;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Runs code after the commit, so that a rollback leaves no metric and no log line. */
public final class AfterCommit {

  private AfterCommit() {}

  /** Runs the action after the commit of the caller's transaction, or at once if there is none. */
  public static void run(Runnable action) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      action.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            action.run();
          }
        });
  }
}
