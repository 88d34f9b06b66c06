package sale.tsh.tds.bench;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The target of one of our figures.
 *
 * @param against the figure that it is compared with
 * @param limit the lowest ratio if higher is better, otherwise the highest ratio or figure
 */
record Target(Against against, double limit) {

  /** What a target is compared with. */
  enum Against {
    SQL,
    PEER,
    /** Our own drain of otherwise empty tables. */
    EMPTY,
    ITSELF
  }

  /** Whether the target is met. Empty if the other figure is missing. */
  Optional<Boolean> isMet(
      Workload work, double ours, OptionalDouble sql, OptionalDouble peer, OptionalDouble empty) {
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
    return Optional.of(work.better() == Workload.Better.HIGHER ? ratio >= limit : ratio <= limit);
  }

  String text(Workload work) {
    String sign = work.better() == Workload.Better.HIGHER ? "≥" : "≤";
    return switch (against) {
      case SQL -> String.format(Locale.ROOT, "%s %.2f × SQL", sign, limit);
      case PEER -> String.format(Locale.ROOT, "%s %.2f × best peer", sign, limit);
      case EMPTY -> String.format(Locale.ROOT, "%s %.2f × empty table", sign, limit);
      case ITSELF -> String.format(Locale.ROOT, "%s %.0f %s", sign, limit, work.unit());
    };
  }
}
