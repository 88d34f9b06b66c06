package sale.tsh.tds.api.dashboard.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.api.dashboard.layout.Format;
import sale.tsh.tds.entity.AuditEntry;

/**
 * A row of {@code GET /dashboard/audit}.
 *
 * @param subject the id or the name of what was acted on
 * @param called what people call the subject; null if that is not known
 * @param sentence who did what, in words
 */
record AuditRow(
    long id,
    Instant actedAt,
    String actor,
    String action,
    String subject,
    @Nullable String called,
    @Nullable String detail,
    String sentence) {

  static AuditRow of(AuditEntry entry, @Nullable String called) {
    return new AuditRow(
        entry.id(),
        entry.actedAt(),
        entry.actor(),
        entry.action(),
        entry.subject(),
        called,
        entry.detail(),
        "%s %s %s%s"
            .formatted(
                entry.actor(),
                Format.ENGLISH.word("did", entry.action()),
                called == null ? entry.subject() : called,
                entry.detail() == null ? "" : ": " + entry.detail()));
  }

  /** The page of the subject; null if the subject has none. */
  public @Nullable String address() {
    return switch (action) {
      case "redrive", "discard", "take again", "retry now", "cancel" -> "view/events/" + subject;
      case "bulk redrive", "bulk discard", "cancel bulk redrive" -> "view/bulk/" + subject;
      case "pause", "resume" -> "view/events?kind=" + subject;
      case "sweep", "release deletions", "pause pulling", "resume pulling" -> "view/reconciliation";
      case "pull" -> "view/records/" + subject.replace(" ", "?id=");
      default -> null;
    };
  }
}
