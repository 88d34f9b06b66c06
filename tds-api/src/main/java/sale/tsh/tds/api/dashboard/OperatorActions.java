package sale.tsh.tds.api.dashboard;

import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import sale.tsh.tds.audit.AuditEntry;
import sale.tsh.tds.audit.AuditTrail;

/** Does what an operator asks for, and writes down who did it in the same transaction. */
@Component
class OperatorActions {

  private static final Logger log = LoggerFactory.getLogger(OperatorActions.class);

  private final BoundedTransactions transactions;
  private final AuditTrail trail;

  OperatorActions(BoundedTransactions transactions, AuditTrail trail) {
    this.transactions = transactions;
    this.trail = trail;
  }

  /** Does the work; what comes back empty has changed nothing and leaves no entry. */
  <T> Optional<T> perform(String action, String subject, Supplier<Optional<T>> work) {
    return perform(action, subject, Optional.empty(), work);
  }

  /** As above, with more for the entry to tell. */
  <T> Optional<T> perform(
      String action, String subject, Optional<String> detail, Supplier<Optional<T>> work) {
    String operator = operator();
    Optional<T> result =
        transactions.act(
            () -> {
              Optional<T> done = work.get();
              done.ifPresent(
                  any ->
                      trail.save(new AuditEntry(operator, action, subject, detail.orElse(null))));
              return done;
            });
    result.ifPresent(any -> log.info("Operator {}: {} {}", operator, action, subject));
    return result;
  }

  /** The name of whoever is asking. */
  String operator() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication == null ? "unknown" : authentication.getName();
  }
}
