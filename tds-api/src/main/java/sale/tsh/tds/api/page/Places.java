package sale.tsh.tds.api.page;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Places in lists as addresses hold them: {@code 2026-10-31T10:00:00.000001,id}. */
final class Places {

  private Places() {}

  /** Below this row. */
  static String of(Instant at, UUID id) {
    return "%s,%s".formatted(LocalDateTime.ofInstant(at, ZoneOffset.UTC), id);
  }

  /** This row and what is below it. */
  static String including(Instant at) {
    return LocalDateTime.ofInstant(at.plusNanos(1_000), ZoneOffset.UTC).toString();
  }
}
