package sale.tsh.tds.alert;

import java.util.List;
import java.util.Map;
import sale.tsh.tds.settings.Settings;

/** The whole catalogue, from settings that leave no alert off. */
public final class AllAlerts {

  static final AlertSettings SETTINGS =
      AlertSettings.from(
          new Settings(Map.of("ALERT_SILENCE_HOURS", "24", "ALERT_BACKUP_AGE", "36h")::get));

  private AllAlerts() {}

  /** The titles of all alerts. Two thresholds of one cause have different ones. */
  public static List<String> titles() {
    return rules().stream()
        .flatMap(rule -> rule.thresholds().stream())
        .map(Threshold::title)
        .toList();
  }

  static List<AlertRule> rules() {
    return AlertCatalogue.rules(SETTINGS);
  }
}
