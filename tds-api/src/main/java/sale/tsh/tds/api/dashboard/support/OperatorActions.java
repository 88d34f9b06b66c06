package sale.tsh.tds.api.dashboard.support;

import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import sale.tsh.tds.entity.AuditEntries;
import sale.tsh.tds.entity.AuditEntry;

/** Performs an operator's action and records it in the audit trail in the same transaction. */
@Component
public class OperatorActions {

  private static final Logger log = LoggerFactory.getLogger(OperatorActions.class);

  private final BoundedTransactions transactions;
  private final AuditEntries trail;

  OperatorActions(BoundedTransactions transactions, AuditEntries trail) {
    this.transactions = transactions;
    this.trail = trail;
  }

  /** Performs the action. If it returns empty, nothing changed and no audit entry is written. */
  public <T> Optional<T> perform(String action, String subject, Supplier<Optional<T>> work) {
    return perform(action, subject, Optional.empty(), work);
  }

  /** Performs the action as above, with a detail for the audit entry. */
  public <T> Optional<T> perform(
      String action, String subject, Optional<String> detail, Supplier<Optional<T>> work) {
    String operator = operator();
    Optional<T> result =
        transactions.act(() -> {
          Optional<T> done = work.get();
          done.ifPresent(
              any -> trail.save(new AuditEntry(operator, action, subject, detail.orElse(null))));
          return done;
        });
    result.ifPresent(any -> log.info("Operator {}: {} {}", operator, action, subject));
    return result;
  }

  /** The name of the current user. */
  public String operator() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication == null ? "unknown" : authentication.getName();
  }
}
