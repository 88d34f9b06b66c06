package sale.tsh.tds.worker.reconcile;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import sale.tsh.tds.worker.zoho.ListRow;

/** What a list of Zoho does if it is asked for the records that changed since a time. */
enum FilterMeaning {
  /** It has those of this time and later ones. */
  SINCE,
  /** It has later ones only. */
  AFTER,
  /** It has those of this time only. */
  EQUAL,
  /** It takes the time in another zone than the time names. */
  SHIFTED,
  /** It has all records. */
  IGNORED,
  /** Zoho refuses the filter. */
  REFUSED,
  /** Its answer fits none of these. */
  UNCLEAR;

  /** The text in the table. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Compares a filtered list with the whole one. A filter that takes the time in another zone looks
   * ignored if all older records changed within as many hours.
   *
   * @param all rows, newest first, with some before and some after the time
   * @param filtered what the list has if it is asked with the time
   */
  static FilterMeaning of(List<ListRow> all, List<ListRow> filtered, Instant time) {
    Set<String> given = ids(filtered.stream());
    if (filtered.stream().anyMatch(row -> isBefore(row, time))) {
      return given.contains(all.getLast().id()) ? IGNORED : SHIFTED;
    }
    Set<String> later = ids(all.stream().filter(row -> isAfter(row, time)));
    boolean hasEqual =
        all.stream()
            .anyMatch(
                row -> !isBefore(row, time) && !isAfter(row, time) && given.contains(row.id()));
    if (given.containsAll(later)) {
      return hasEqual ? SINCE : AFTER;
    }
    if (later.stream().anyMatch(given::contains)) {
      return SHIFTED;
    }
    return hasEqual ? EQUAL : UNCLEAR;
  }

  private static Set<String> ids(Stream<ListRow> rows) {
    return rows.map(ListRow::id).collect(toSet());
  }

  private static boolean isBefore(ListRow row, Instant time) {
    return row.modified().filter(time::isAfter).isPresent();
  }

  private static boolean isAfter(ListRow row, Instant time) {
    return row.modified().filter(time::isBefore).isPresent();
  }
}
