package sale.tsh.tds.api.dashboard.overview;

import java.time.Instant;
import sale.tsh.tds.entity.PausedKindEntry;

/** A kind whose events are not claimed. */
record PausedKind(String kind, Instant pausedAt, String pausedBy) {

  static PausedKind of(PausedKindEntry entry) {
    return new PausedKind(entry.kind(), entry.pausedAt(), entry.pausedBy());
  }
}
