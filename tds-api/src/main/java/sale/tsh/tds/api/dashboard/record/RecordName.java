package sale.tsh.tds.api.dashboard.record;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How people call a record.
 *
 * @param number its own number, such as an invoice's; null if it has none
 * @param name its name, or whose it is
 */
public record RecordName(@Nullable String number, @Nullable String name) {

  /** Number and name in one text, for titles and questions. */
  public String text() {
    return Stream.of(number, name)
        .flatMap(Stream::ofNullable)
        .filter(each -> !each.isBlank())
        .collect(Collectors.joining(" · "));
  }

  boolean saysSomething() {
    return !text().isEmpty();
  }
}
