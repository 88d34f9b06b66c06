package sale.tsh.tds.local.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import sale.tsh.tds.local.demo.Fate.FateKind;

/** Asks the database what became of deliveries. */
record Fates(Connection connection) {

  /** The demo does not wait for a retry that is due later than this. */
  private static final double LONGEST_WAIT_SECONDS = 5;

  private static final String EVENT =
      """
      select q.status, q.error_message, q.attempt_count,
             extract(epoch from q.due_at - now()) as due_in,
             (select l.outcome from tds_sync_logs l where l.queue_id = q.id order by l.id desc limit 1) as outcome
        from tds_sync_queue q
       where q.id = ?
      """;

  private static final String REFUSAL =
      """
      select i.refusal
        from tds_inbox_events i
       where i.refusal is not null and i.body = ?
       order by i.received_at desc
       limit 1
      """;

  /** What has become of a delivery so far. */
  Fate of(Sent sent) throws SQLException {
    if (sent.isTestCall()) {
      return new Fate(FateKind.TEST_CALL, "kept in the inbox, nothing to do", true);
    }
    if (sent.eventId().isEmpty()) {
      return refusal(sent);
    }
    Fate event = event(sent.eventId().get());
    return sent.queued()
        ? event
        : new Fate(FateKind.DUPLICATE, "the first is " + event, event.settled());
  }

  private Fate refusal(Sent sent) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REFUSAL)) {
      statement.setString(1, sent.delivery().body());
      try (ResultSet rows = statement.executeQuery()) {
        String kept = rows.next() ? "kept in the inbox as " + rows.getString(1) : "not kept";
        return new Fate(FateKind.REFUSED, kept, true);
      }
    }
  }

  private Fate event(UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EVENT)) {
      statement.setObject(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? event(rows) : new Fate(FateKind.COMPLETED, "removed since", true);
      }
    }
  }

  private static Fate event(ResultSet row) throws SQLException {
    FateKind kind = FateKind.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
    String error = String.valueOf(row.getString("error_message"));
    double dueIn = row.getDouble("due_in");
    return switch (kind) {
      case COMPLETED -> new Fate(kind, String.valueOf(row.getString("outcome")), true);
      case DEAD_LETTER -> new Fate(kind, error, true);
      case RETRY ->
          new Fate(
              kind,
              "in %.0f s, after attempt %d: %s"
                  .formatted(Math.max(dueIn, 0), row.getInt("attempt_count"), error),
              dueIn > LONGEST_WAIT_SECONDS);
      default -> new Fate(kind, "", false);
    };
  }
}
