package sale.tsh.tds.api.dashboard.audit;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What operators did on one day, newest first. */
record AuditDay(String name, List<AuditRow> rows) {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);

  /** Splits rows into the days of a time zone. */
  static List<AuditDay> of(List<AuditRow> rows, ZoneId zone) {
    Map<LocalDate, List<AuditRow>> days =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> LocalDate.ofInstant(row.actedAt(), zone),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return days.entrySet().stream()
        .map(day -> new AuditDay(NAME.format(day.getKey()), day.getValue()))
        .toList();
  }
}
