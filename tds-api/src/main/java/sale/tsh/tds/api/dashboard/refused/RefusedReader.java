package sale.tsh.tds.api.dashboard.refused;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.api.dashboard.support.TimeCursor;
import sale.tsh.tds.refusal.RefusalCause;

/** Reads the refused deliveries. Call it in a transaction. */
@Component
public class RefusedReader {

  /** How many refused deliveries a filter scans. */
  static final int MOST_LOOKED_AT = 2_000;

  private static final int EXCERPT = 2_000;

  private final JdbcClient jdbc;

  RefusedReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Counts the deliveries refused in the last 24 hours by cause, the most first. It includes
   * deliveries beyond the inbox's hourly cap. All hours but the current one are whole.
   */
  public List<RefusedAnswer.Count> lastDay() {
    return jdbc.sql(
            """
            select refusal, sum(refused)::bigint as refused
              from tds_refusal_counts
             where hour > now() - interval '24 hours'
             group by refusal
             order by refused desc, refusal
            """)
        .query((row, number) -> new RefusedAnswer.Count(row.getString(1), row.getLong(2)))
        .list();
  }

  /**
   * Returns the newest refused deliveries after a position in the list. A filter scans the newest
   * 2,000 from there.
   */
  public List<RefusedRow> read(
      Optional<RefusalCause> cause, Optional<String> path, TimeCursor before, int limit) {
    return jdbc.sql(
            """
            select id, received_at, path, query, content_type, remote_address, body_size, refusal, refusal_detail,
                   left(body, :excerpt) as excerpt, taken_at, taken_as
              from (select *
                      from tds_inbox_events
                     where refusal is not null and (received_at, id) < (:beforeAt::timestamptz, :beforeId)
                     order by received_at desc, id desc
                     limit :lookedAt) newest
             where refusal = coalesce(:cause, refusal) and path = coalesce(:path, path)
             order by received_at desc, id desc
             limit :limit
            """)
        .param("excerpt", EXCERPT)
        .param("beforeAt", before.at().toString())
        .param("beforeId", before.id())
        .param("lookedAt", cause.isPresent() || path.isPresent() ? MOST_LOOKED_AT : limit)
        .param("path", path.orElse(null), Types.VARCHAR)
        .param("cause", cause.map(RefusalCause::code).orElse(null), Types.VARCHAR)
        .param("limit", limit)
        .query(RefusedReader::refused)
        .list();
  }

  /**
   * Returns the oldest refused deliveries after a position that were not taken again, at most
   * {@code most}. It scans at most 2,000 refused deliveries.
   */
  Waiting waiting(Optional<RefusalCause> cause, Optional<String> path, TimeCursor after, int most) {
    List<Scanned> scanned =
        jdbc.sql(
                """
                select id, received_at,
                       taken_at is null and refusal = coalesce(:cause, refusal) and path = coalesce(:path, path) as wanted
                  from tds_inbox_events
                 where refusal is not null and (received_at, id) > (:afterAt::timestamptz, :afterId)
                 order by received_at, id
                 limit :lookedAt
                """)
            .param("cause", cause.map(RefusalCause::code).orElse(null), Types.VARCHAR)
            .param("path", path.orElse(null), Types.VARCHAR)
            .param("afterAt", after.at().toString())
            .param("afterId", after.id())
            .param("lookedAt", MOST_LOOKED_AT)
            .query((row, number) ->
                new Scanned(
                    new TimeCursor(
                        row.getTimestamp("received_at").toInstant(),
                        row.getObject("id", UUID.class)),
                    row.getBoolean("wanted")))
            .list();
    List<TimeCursor> wanted =
        scanned.stream().filter(Scanned::wanted).map(Scanned::place).limit(most).toList();
    Optional<TimeCursor> end = Optional.empty();
    if (wanted.size() == most) {
      end = Optional.of(wanted.getLast());
    } else if (scanned.size() == MOST_LOOKED_AT) {
      end = Optional.of(scanned.getLast().place());
    }
    return new Waiting(wanted.stream().map(TimeCursor::id).toList(), end);
  }

  /**
   * Refused deliveries that may be taken again.
   *
   * @param end where the scan ended; empty if it reached the newest refused delivery
   */
  record Waiting(List<UUID> ids, Optional<TimeCursor> end) {}

  private record Scanned(TimeCursor place, boolean wanted) {}

  private static RefusedRow refused(ResultSet row, int number) throws SQLException {
    String refusal = row.getString("refusal");
    Timestamp takenAt = row.getTimestamp("taken_at");
    return new RefusedRow(
        row.getObject("id", UUID.class),
        row.getTimestamp("received_at").toInstant(),
        row.getString("path"),
        row.getString("query"),
        row.getString("content_type"),
        row.getString("remote_address"),
        row.getInt("body_size"),
        refusal,
        row.getString("refusal_detail"),
        row.getString("excerpt"),
        takenAt == null ? null : takenAt.toInstant(),
        row.getObject("taken_as", UUID.class),
        RefusalCause.of(refusal).map(Explanations::inEnglish).orElse(null));
  }
}
