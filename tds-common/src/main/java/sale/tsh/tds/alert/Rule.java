package sale.tsh.tds.alert;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cause of alerts.
 *
 * @param cause its key, and the last part of its runbook's anchor
 * @param levels the worst first
 */
record Rule(String cause, List<Level> levels, Function<Figures, Reading> reading) {

  /**
   * A level that was reached is left only a tenth below its threshold, so that a value that hovers
   * there does not flap.
   */
  private static final double MARGIN = 0.1;

  Rule {
    levels = List.copyOf(levels);
  }

  /** What the cause reads now. */
  Reading read(Figures figures) {
    return reading.apply(figures);
  }

  /**
   * The level that the reading means.
   *
   * @param open the severity of the open alert of this cause, null where none is open
   */
  Optional<Level> level(Reading reading, @Nullable Severity open) {
    return levels.stream().filter(level -> means(reading, level, open)).findFirst();
  }

  private static boolean means(Reading reading, Level level, @Nullable Severity open) {
    boolean reached = open != null && level.severity().compareTo(open) <= 0;
    return reached
        ? reading.value() > level.above() * (1 - MARGIN)
        : reading.conclusive() && reading.value() > level.above();
  }
}
