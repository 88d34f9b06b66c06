package sale.tsh.tds.api.dashboard.refused;

import java.sql.ResultSet;
import java.sql.SQLException;
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

  /** How many refused deliveries a filter by cause scans. */
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
   * Returns the newest refused deliveries after a position in the list. A filter by cause scans the
   * newest 2,000 from there.
   */
  public List<RefusedRow> read(Optional<RefusalCause> cause, TimeCursor before, int limit) {
    return jdbc.sql(
            """
            select id, received_at, path, query, content_type, remote_address, body_size, refusal, refusal_detail,
                   left(body, :excerpt) as excerpt
              from (select *
                      from tds_inbox_events
                     where refusal is not null and (received_at, id) < (:beforeAt::timestamptz, :beforeId)
                     order by received_at desc, id desc
                     limit :lookedAt) newest
             where refusal = coalesce(:cause, refusal)
             order by received_at desc, id desc
             limit :limit
            """)
        .param("excerpt", EXCERPT)
        .param("beforeAt", before.at().toString())
        .param("beforeId", before.id())
        .param("lookedAt", cause.isPresent() ? MOST_LOOKED_AT : limit)
        .param("cause", cause.map(RefusalCause::code).orElse(null), Types.VARCHAR)
        .param("limit", limit)
        .query(RefusedReader::refused)
        .list();
  }

  private static RefusedRow refused(ResultSet row, int number) throws SQLException {
    String refusal = row.getString("refusal");
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
        RefusalCause.of(refusal).map(Explanations::of).orElse(null));
  }
}
