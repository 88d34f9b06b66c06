package sale.tsh.tds.deadletter;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters that a bulk action takes. They meet every criterion that is given.
 *
 * @param eventType a kind and operation such as {@code contact.updated}, or a kind alone
 * @param errorGroup a group's id, see {@link DeadLetterGroup}
 * @param olderThan the least time since they died
 * @param ids only these dead letters
 */
public record BulkFilter(
    @Nullable String eventType,
    @Nullable String entityId,
    @Nullable String errorGroup,
    @Nullable Duration olderThan,
    @Nullable List<UUID> ids) {

  /** Whether it would take every dead letter there is. */
  public boolean takesAll() {
    return eventType == null
        && entityId == null
        && errorGroup == null
        && olderThan == null
        && ids == null;
  }

  /** The criteria as an operator reads them in the audit trail. */
  public String text() {
    return Stream.of(
            said("", eventType),
            said("record ", entityId),
            said("cause ", errorGroup),
            said("dead for at least ", olderThan == null ? null : olderThan.toSeconds() + " s"),
            ids == null ? "" : ids.size() + " chosen")
        .filter(each -> !each.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String said(String what, @Nullable String criterion) {
    return criterion == null ? "" : what + criterion;
  }
}
