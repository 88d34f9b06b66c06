package sale.tsh.tds.api.dashboard.refused;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sale.tsh.tds.refusal.RefusalCause;

/** The query parameter {@code cause}: the cause of refusals to list. */
record CauseFilter(RefusalCause cause) {

  /** Reads the parameter, ignoring case. The exception says what the parameter must be. */
  public static CauseFilter valueOf(String text) {
    return RefusalCause.of(text.toLowerCase(Locale.ROOT))
        .map(CauseFilter::new)
        .orElseThrow(() ->
            new IllegalArgumentException(
                Stream.of(RefusalCause.values())
                    .map(RefusalCause::code)
                    .collect(Collectors.joining(", "))));
  }
}
