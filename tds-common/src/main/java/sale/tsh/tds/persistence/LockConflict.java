package sale.tsh.tds.persistence;

import java.util.Set;

/**
 * Distinguishes a statement that failed because of another session's lock from one that failed for
 * its own reasons.
 */
public final class LockConflict {

  /** {@code lock_timeout} elapsed, or PostgreSQL resolved a deadlock. */
  private static final Set<String> LOCK = Set.of("55P03", "40P01");

  private static final String CANCELLED = "57014";

  private LockConflict() {}

  /** Whether the statement failed only because another session held a lock. */
  public static boolean causedBy(Throwable thrown) {
    return SqlStates.of(thrown).anyMatch(LOCK::contains);
  }

  /**
   * Whether a lock may be the cause. A statement that reached a time limit perhaps only waited for
   * a lock.
   */
  public static boolean mayHaveCaused(Throwable thrown) {
    return causedBy(thrown) || SqlStates.of(thrown).anyMatch(CANCELLED::equals);
  }
}
