package sale.tsh.tds.api.dashboard.audit;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import sale.tsh.tds.api.dashboard.support.DayRange;
import sale.tsh.tds.api.dashboard.support.NumberCursor;
import sale.tsh.tds.entity.AuditEntries;
import sale.tsh.tds.entity.AuditEntry;

/** Reads the audit trail with what its subjects are called. Call it in a transaction. */
@Component
class AuditReader {

  private final AuditEntries trail;
  private final AuditSubjects subjects;

  AuditReader(AuditEntries trail, AuditSubjects subjects) {
    this.trail = trail;
    this.subjects = subjects;
  }

  /**
   * Returns the newest entries after a position, newest first.
   *
   * @param actor only what this operator did; empty for all
   */
  List<AuditRow> read(String actor, DayRange days, NumberCursor before, int limit) {
    List<AuditEntry> entries =
        trail.newest(before.number(), actor, days.since(), days.until(), limit);
    Map<String, String> called = subjects.of(entries.stream().map(AuditEntry::subject).toList());
    return entries.stream().map(entry -> AuditRow.of(entry, called.get(entry.subject()))).toList();
  }
}
