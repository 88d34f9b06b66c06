package sale.tsh.tds.api.dashboard.refused;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refused deliveries of one cause at one address.
 *
 * @param path what follows {@code /webhooks/} in the address
 * @param taken how many were taken again
 * @param senders the five callers that sent the most, the most first
 * @param moreSenders how many callers there are beside these
 * @param example the detail of the newest one
 * @param explanation what the cause means and what to do; null for a cause unknown to this release
 */
record RefusedGroup(
    String refusal,
    String path,
    long count,
    long taken,
    Instant firstAt,
    Instant lastAt,
    List<RefusedSender> senders,
    int moreSenders,
    @Nullable String example,
    @Nullable String explanation) {

  RefusedGroup {
    senders = List.copyOf(senders);
  }

  /**
   * A caller.
   *
   * @param address null where it is not known
   */
  record RefusedSender(@Nullable String address, long count) {}

  /** Whether an operator may take such deliveries again. */
  public boolean takeable() {
    return count > taken
        && !List.of("wrong_signature", "wrong_method", "too_large").contains(refusal);
  }
}
