package sale.tsh.tds.api.dashboard;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.delivery.RefusalCause;

/** Reads what was refused; the caller gives the transaction. */
@Component
public class RefusedDeliveries {

  /** So many refused deliveries are looked through for those of one cause. */
  static final int MOST_LOOKED_AT = 2_000;

  private static final int EXCERPT = 2_000;

  private final JdbcClient jdbc;

  RefusedDeliveries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * How many were refused in the last 24 hours by cause, the most first, the inbox's hourly cap
   * aside. The hours are whole ones but for the present one.
   */
  public List<Refused.Count> lastDay() {
    return jdbc.sql(
            """
            select refusal, sum(refused)::bigint as refused
              from tds_refusal_counts
             where hour > now() - interval '24 hours'
             group by refusal
             order by refused desc, refusal
            """)
        .query((row, number) -> new Refused.Count(row.getString(1), row.getLong(2)))
        .list();
  }

  /**
   * The newest refused deliveries below a place: received before a time, or at it with a lower id.
   * Those of one cause are looked for among the newest 2,000 there.
   */
  public List<RefusedRow> read(
      Optional<RefusalCause> cause, Instant beforeAt, UUID beforeId, int limit) {
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
        .param("beforeAt", beforeAt.toString())
        .param("beforeId", beforeId)
        .param("lookedAt", cause.isPresent() ? MOST_LOOKED_AT : limit)
        .param("cause", cause.map(RefusalCause::code).orElse(null), Types.VARCHAR)
        .param("limit", limit)
        .query(RefusedDeliveries::refused)
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
