package sale.tsh.tds.api.dashboard.layout;

import java.util.stream.Stream;

/** How healthy a figure is: see docs/OPERATIONS.md, "Daily". The page shows a colour and a word. */
public enum HealthBand {
  NORMAL("normal"),
  WARNING("warning"),
  CRITICAL("critical");

  private final String word;

  HealthBand(String word) {
    this.word = word;
  }

  /** The word beside the colour, and the name of the style. */
  public String word() {
    return word;
  }

  /** Pending events: below 100 is normal, above 500 critical. */
  public static HealthBand ofPending(long events) {
    return of(events, 100, 500);
  }

  /** Open dead letters: below 10 is normal, above 50 critical. */
  public static HealthBand ofDeadLetters(long letters) {
    return of(letters, 10, 50);
  }

  /** The last hour's success rate in percent: above 95 is normal, below 90 critical. */
  public static HealthBand ofSuccess(double percent) {
    return percent < 90 ? CRITICAL : percent <= 95 ? WARNING : NORMAL;
  }

  /** The band of an alert. Severity {@code info} is normal. */
  public static HealthBand ofSeverity(String severity) {
    return Stream.of(values())
        .filter(band -> band.word.equals(severity))
        .findFirst()
        .orElse(NORMAL);
  }

  private static HealthBand of(long number, long warning, long critical) {
    return number > critical ? CRITICAL : number >= warning ? WARNING : NORMAL;
  }
}
