package sale.tsh.tds.api.dashboard;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sale.tsh.tds.delivery.RefusalCause;

/** The cause of the refusals asked for. */
public record CauseFilter(RefusalCause cause) {

  /** Reads the parameter, letter case aside; the exception says what it must be. */
  public static CauseFilter valueOf(String text) {
    return RefusalCause.of(text.toLowerCase(Locale.ROOT))
        .map(CauseFilter::new)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Stream.of(RefusalCause.values())
                        .map(RefusalCause::code)
                        .collect(Collectors.joining(", "))));
  }
}
