package sale.tsh.tds.deadletter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Groups the open dead letters by kind and error pattern. */
public class DeadLetterGroups {

  /** {@link #glance} counts up to this many dead letters of a group and one more. */
  public static final int GLANCED = 500;

  /** {@link #find} counts up to this many dead letters and one more. */
  public static final int COUNTED = 10_000;

  /** {@link #glance} finds at most this many groups. */
  public static final int MOST_GROUPS = 100;

  /** Reads the details of each named group. */
  private static final String OF_EACH =
      """
      select names.error_group, entity_type, tds_error_pattern(last_error) as error, last_error, letters,
             first_seen, moved_to_dlq_at as last_seen
        from names
       cross join lateral (
         select count(*) as letters
           from (select 1
                   from tds_dead_letter_queue d
                  where d.error_group = names.error_group
                    and redriven_at is null and discarded_at is null
                  limit :counted + 1) glanced
       ) counts
       cross join lateral (
         select coalesce(first_dead_at, moved_to_dlq_at) as first_seen
           from tds_dead_letter_queue d
          where d.error_group = names.error_group
            and redriven_at is null and discarded_at is null
          order by coalesce(first_dead_at, moved_to_dlq_at)
          limit 1
       ) oldest
       cross join lateral (
         select entity_type, last_error, moved_to_dlq_at
           from tds_dead_letter_queue d
          where d.error_group = names.error_group
            and redriven_at is null and discarded_at is null
          order by moved_to_dlq_at desc
          limit 1
       ) newest
      """;

  private final JdbcClient jdbc;

  public DeadLetterGroups(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The groups, the largest first. */
  public List<DeadLetterGroup> largest(int limit) {
    return jdbc.sql(
            """
            with groups as (
              select error_group, count(*) as letters,
                     min(coalesce(first_dead_at, moved_to_dlq_at)) as first_seen, max(moved_to_dlq_at) as last_seen
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

  /**
   * The groups, the largest first, at a cost that does not grow with the dead letters. Reads the
   * index from group to group and counts none beyond {@link #GLANCED}.
   */
  public List<DeadLetterGroup> glance(int limit) {
    return jdbc.sql(
            """
            with recursive names (error_group, number) as (
              (select error_group, 1
                 from tds_dead_letter_queue
                where redriven_at is null and discarded_at is null
                order by error_group
                limit 1)
              union all
              select next.error_group, number + 1
                from names
               cross join lateral (
                 select d.error_group
                   from tds_dead_letter_queue d
                  where d.error_group > names.error_group
                    and redriven_at is null and discarded_at is null
                  order by d.error_group
                  limit 1
               ) next
               where number < :most
            )
            """
                + OF_EACH
                + " order by letters desc, last_seen desc limit :limit")
        .param("most", MOST_GROUPS)
        .param("counted", GLANCED)
        .param("limit", limit)
        .query(DeadLetterGroups::group)
        .list();
  }

  /**
   * One group, counted up to {@link #COUNTED} and one more. Empty if none of its dead letters is
   * open.
   */
  public Optional<DeadLetterGroup> find(String group) {
    return jdbc.sql("with names (error_group) as (values (cast(:group as text))) " + OF_EACH)
        .param("group", group)
        .param("counted", COUNTED)
        .query(DeadLetterGroups::group)
        .optional();
  }

  /** The dead letters of a group, newest first, that died before the given position. */
  public List<OpenDeadLetter> letters(String group, Instant beforeAt, UUID beforeId, int limit) {
    return jdbc.sql(
            """
            select id, original_queue_id, event_type, entity_type, entity_id, last_error, attempt_count, retry_count,
                   moved_to_dlq_at, bulk_id, coalesce(
                     (select i.received_at from tds_inbox_events i where i.id = d.delivery_id),
                     first_dead_at, moved_to_dlq_at) as received_at
              from tds_dead_letter_queue d
             where error_group = :group and redriven_at is null and discarded_at is null
               and (moved_to_dlq_at, id) < (:beforeAt, :beforeId)
             order by moved_to_dlq_at desc, id desc
             limit :limit
            """)
        .param("group", group)
        .param("beforeAt", beforeAt.atOffset(ZoneOffset.UTC))
        .param("beforeId", beforeId)
        .param("limit", limit)
        .query(DeadLetterGroups::letter)
        .list();
  }

  private static OpenDeadLetter letter(ResultSet row, int number) throws SQLException {
    return new OpenDeadLetter(
        row.getObject("id", UUID.class),
        row.getObject("original_queue_id", UUID.class),
        row.getString("event_type"),
        row.getString("entity_type"),
        row.getString("entity_id"),
        row.getString("last_error"),
        row.getInt("attempt_count"),
        row.getInt("retry_count"),
        row.getTimestamp("received_at").toInstant(),
        row.getTimestamp("moved_to_dlq_at").toInstant(),
        row.getObject("bulk_id", UUID.class));
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
