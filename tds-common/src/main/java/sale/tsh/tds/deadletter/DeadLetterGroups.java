package sale.tsh.tds.deadletter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Groups the open dead letters by kind and by what their errors have in common. */
public class DeadLetterGroups {

  private final JdbcClient jdbc;

  public DeadLetterGroups(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The groups, the largest first. */
  public List<DeadLetterGroup> largest(int limit) {
    return jdbc.sql(
            """
            with groups as (
              select error_group, count(*) as letters, min(moved_to_dlq_at) as first_seen, max(moved_to_dlq_at) as last_seen
                from tds_dead_letter_queue
               where redriven_at is null and discarded_at is null
               group by error_group
               order by letters desc, last_seen desc
               limit :limit
            )
            select error_group, entity_type, tds_error_pattern(last_error) as error, last_error, letters, first_seen, last_seen
              from groups
             cross join lateral (
               select entity_type, last_error
                 from tds_dead_letter_queue d
                where d.error_group = groups.error_group
                  and redriven_at is null and discarded_at is null
                order by moved_to_dlq_at desc
                limit 1
             ) newest
             order by letters desc, last_seen desc
            """)
        .param("limit", limit)
        .query(DeadLetterGroups::group)
        .list();
  }

  private static DeadLetterGroup group(ResultSet row, int number) throws SQLException {
    return new DeadLetterGroup(
        row.getString("error_group"),
        row.getString("entity_type"),
        row.getString("error"),
        row.getString("last_error"),
        row.getLong("letters"),
        row.getTimestamp("first_seen").toInstant(),
        row.getTimestamp("last_seen").toInstant());
  }
}
