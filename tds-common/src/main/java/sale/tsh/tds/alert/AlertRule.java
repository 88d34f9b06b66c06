package sale.tsh.tds.alert;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.statistics.QueueHealth;

/**
 * One cause of alerts, and the thresholds above which it raises one.
 *
 * @param cause its key, and the end of the anchor of its runbook
 * @param thresholds the most severe first
 * @param measuring measures the value that the thresholds limit
 */
record AlertRule(
    String cause, List<Threshold> thresholds, Function<QueueHealth, MeasuredValue> measuring) {

  /**
   * An exceeded threshold ends only when the value falls a tenth below it, so that an alert does
   * not flap while the value hovers there.
   */
  private static final double MARGIN = 0.1;

  AlertRule {
    thresholds = List.copyOf(thresholds);
  }

  /** The measurement of this cause. */
  MeasuredValue measure(QueueHealth health) {
    return measuring.apply(health);
  }

  /**
   * Returns the most severe threshold that the measurement exceeds, or nothing.
   *
   * @param open the severity of the open alert of this cause; null if none is open
   */
  Optional<Threshold> thresholdFor(MeasuredValue measurement, @Nullable Severity open) {
    return thresholds.stream()
        .filter(threshold -> isExceeded(threshold, measurement, open))
        .findFirst();
  }

  private static boolean isExceeded(
      Threshold threshold, MeasuredValue measurement, @Nullable Severity open) {
    boolean reached = open != null && threshold.severity().compareTo(open) <= 0;
    return reached
        ? measurement.value() > threshold.above() * (1 - MARGIN)
        : measurement.conclusive() && measurement.value() > threshold.above();
  }
}
