package sale.tsh.tds.api.dashboard;

import java.util.Locale;
import java.util.stream.Stream;
import sale.tsh.tds.statistics.Span;

/** The span asked for. */
public record TrendSpan(Span span) {

  /** The last hour. */
  public static final String DEFAULT = "hour";

  /** Reads the parameter, letter case aside; the exception says what it must be. */
  public static TrendSpan valueOf(String text) {
    return Stream.of(Span.values())
        .filter(span -> span.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .map(TrendSpan::new)
        .orElseThrow(() -> new IllegalArgumentException("hour, day or week"));
  }
}
