package sale.tsh.tds.api.dashboard.audit;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What operators did on one day, newest first. */
record AuditDay(LocalDate date, List<AuditRow> rows) {

  /** Splits rows into the days of a time zone. */
  static List<AuditDay> of(List<AuditRow> rows, ZoneId zone) {
    Map<LocalDate, List<AuditRow>> days =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> LocalDate.ofInstant(row.actedAt(), zone),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return days.entrySet().stream().map(day -> new AuditDay(day.getKey(), day.getValue())).toList();
  }
}
