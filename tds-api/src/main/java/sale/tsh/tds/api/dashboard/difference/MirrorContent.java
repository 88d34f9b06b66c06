package sale.tsh.tds.api.dashboard.difference;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the mirror holds of a record, with its version.
 *
 * @param record the record as received, empty for one that is not there or was deleted; null if it
 *     is too large
 * @param versionTime null if the mirror has never heard of the record
 * @param versionArrival the arrival of the delivery that wrote it
 */
public record MirrorContent(
    @Nullable ObjectNode record, @Nullable Instant versionTime, long versionArrival) {

  /** Whether a delivery of this version would be superseded. */
  public boolean isNewerThan(Instant time, long arrival) {
    if (versionTime == null) {
      return false;
    }
    int order = versionTime.compareTo(time);
    return order > 0 || (order == 0 && versionArrival > arrival);
  }
}
