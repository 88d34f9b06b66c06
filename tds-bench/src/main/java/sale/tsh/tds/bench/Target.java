package sale.tsh.tds.bench;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a figure of ours shall reach.
 *
 * @param against whose figure it is measured by
 * @param limit the least ratio where higher is better; the greatest ratio or figure where lower is
 */
record Target(Against against, double limit) {

  /** What a target is measured by. */
  enum Against {
    SQL,
    PEER,
    /** Our own drain of otherwise empty tables. */
    EMPTY,
    ITSELF
  }

  /** Whether it is met; empty where the other figure is missing. */
  Optional<Boolean> isMet(
      Work work, double ours, OptionalDouble sql, OptionalDouble peer, OptionalDouble empty) {
    OptionalDouble other =
        switch (against) {
          case SQL -> sql;
          case PEER -> peer;
          case EMPTY -> empty;
          case ITSELF -> OptionalDouble.of(1);
        };
    if (other.isEmpty()) {
      return Optional.empty();
    }
    double ratio = ours / other.getAsDouble();
    return Optional.of(work.better() == Work.Better.HIGHER ? ratio >= limit : ratio <= limit);
  }

  String text(Work work) {
    String sign = work.better() == Work.Better.HIGHER ? "≥" : "≤";
    return switch (against) {
      case SQL -> String.format(Locale.ROOT, "%s %.2f × SQL", sign, limit);
      case PEER -> String.format(Locale.ROOT, "%s %.2f × best peer", sign, limit);
      case EMPTY -> String.format(Locale.ROOT, "%s %.2f × empty table", sign, limit);
      case ITSELF -> String.format(Locale.ROOT, "%s %.0f %s", sign, limit, work.unit());
    };
  }
}
