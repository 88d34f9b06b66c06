package sale.tsh.tds.deadletter;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters that a bulk redrive takes. They meet every criterion that is given.
 *
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
}
