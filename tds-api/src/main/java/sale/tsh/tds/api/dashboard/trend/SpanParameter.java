package sale.tsh.tds.api.dashboard.trend;

import java.util.Locale;
import java.util.stream.Stream;
import sale.tsh.tds.statistics.TrendSpan;

/** The query parameter {@code span}. */
record SpanParameter(TrendSpan span) {

  /** The span if the parameter is missing. */
  static final String DEFAULT = "hour";

  /** Reads the parameter, ignoring case. The exception says what the parameter must be. */
  public static SpanParameter valueOf(String text) {
    return Stream.of(TrendSpan.values())
        .filter(span -> span.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .map(SpanParameter::new)
        .orElseThrow(() -> new IllegalArgumentException("hour, day or week"));
  }
}
