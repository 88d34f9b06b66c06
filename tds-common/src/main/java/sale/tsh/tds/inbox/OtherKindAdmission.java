package sale.tsh.tds.inbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Bounds how many kinds outside the catalogue there can be, since their senders name them. A name
 * that was admitted once stays. Costs a query only for a name that this process has not seen.
 */
public class OtherKindAdmission {

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final int most;
  private final Set<String> admitted = ConcurrentHashMap.newKeySet();

  /**
   * @param most how many names there can be. More may be there if the number was lowered
   */
  public OtherKindAdmission(JdbcClient jdbc, TransactionTemplate transactions, int most) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.most = most;
  }

  /** Whether records of the kind with this name could be accepted now. Keeps nothing. */
  public boolean wouldAdmit(String name) {
    return admitted.contains(name) || isKept(name) || kept() < most;
  }

  /** Whether records of the kind with this name may be accepted. Keeps a new name. */
  public boolean admits(String name) {
    if (admitted.contains(name)) {
      return true;
    }
    boolean known = wouldAdmit(name) && (isKept(name) || keep(name));
    if (known) {
      admitted.add(name);
    }
    return known;
  }

  /** Says why a name is not admitted. */
  public String refusalOf(String name) {
    return "Expected a kind of the catalogue or one of the %d other kinds that deliveries have named (WEBHOOK_MAX_OTHER_KINDS), found the new name %s"
        .formatted(most, name);
  }

  /** Two processes may keep the last name at once, so the second waits and counts again. */
  private boolean keep(String name) {
    return Boolean.TRUE.equals(
        transactions.execute(status -> {
          jdbc.sql("select pg_advisory_xact_lock(hashtextextended('tds_other_kinds', 0))")
              .query()
              .singleRow();
          if (kept() < most) {
            jdbc.sql("insert into tds_other_kinds (name) values (:name) on conflict do nothing")
                .param("name", name)
                .update();
          }
          return isKept(name);
        }));
  }

  private boolean isKept(String name) {
    return jdbc.sql("select exists (select from tds_other_kinds where name = :name)")
        .param("name", name)
        .query(Boolean.class)
        .single();
  }

  private int kept() {
    return jdbc.sql("select count(*) from tds_other_kinds").query(Integer.class).single();
  }
}
