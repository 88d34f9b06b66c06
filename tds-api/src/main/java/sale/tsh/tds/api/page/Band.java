package sale.tsh.tds.api.page;

import java.util.stream.Stream;

/** How a figure stands, by the guide's "Key Metrics to Watch"; shown as a colour and as a word. */
enum Band {
  NORMAL("normal"),
  WARNING("warning"),
  CRITICAL("critical");

  private final String word;

  Band(String word) {
    this.word = word;
  }

  /** The word beside the colour, which is also the name of its style. */
  public String word() {
    return word;
  }

  /** Events that wait: below 100 is normal, above 500 critical. */
  static Band ofPending(long events) {
    return of(events, 100, 500);
  }

  /** Open dead letters: below 10 is normal, above 50 critical. */
  static Band ofDeadLetters(long letters) {
    return of(letters, 10, 50);
  }

  /** The last hour's success in percent: above 95 is healthy, below 90 critical. */
  static Band ofSuccess(double percent) {
    return percent < 90 ? CRITICAL : percent <= 95 ? WARNING : NORMAL;
  }

  /** An alert: one for information is normal. */
  static Band ofSeverity(String severity) {
    return Stream.of(values())
        .filter(band -> band.word.equals(severity))
        .findFirst()
        .orElse(NORMAL);
  }

  private static Band of(long number, long warning, long critical) {
    return number > critical ? CRITICAL : number >= warning ? WARNING : NORMAL;
  }
}
