package sale.tsh.tds.deadletter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.queue.DeadLetterQueue;

/**
 * Redrives or discards many dead letters at a rate per second. A bulk action takes its dead letters
 * when it starts and marks them with its id. A maintenance task of any process steps it, so it
 * outlives the process that started it.
 */
public class BulkActions {

  private static final Logger log = LoggerFactory.getLogger(BulkActions.class);

  private static final String MATCHING =
      """
      redriven_at is null and discarded_at is null and bulk_id is null
        and (cast(:eventType as text) is null or :eventType in (event_type, entity_type))
        and (cast(:entityId as text) is null or entity_id = :entityId)
        and (cast(:errorGroup as text) is null or error_group = :errorGroup)
        and (cast(:olderThan as bigint) is null or moved_to_dlq_at < now() - :olderThan * interval '1 ms')
        and (cast(:ids as uuid[]) is null or id = any(cast(:ids as uuid[])))
      """;

  private static final String PROGRESS =
      """
      select b.*, (
               select count(*)
                 from tds_dead_letter_queue d
                where d.bulk_id = b.id and redriven_at is null and discarded_at is null) as remaining
        from tds_bulk_redrives b
      """;

  private final JdbcClient jdbc;
  private final DeadLetterQueue deadLetters;
  private final TransactionTemplate transactions;

  public BulkActions(
      JdbcClient jdbc, DeadLetterQueue deadLetters, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.deadLetters = deadLetters;
    this.transactions = transactions;
  }

  /** Counts the dead letters that the filter finds. Leaves out those of running bulk actions. */
  public int count(BulkFilter filter) {
    return bind("select count(*) from tds_dead_letter_queue where " + MATCHING, filter)
        .query(Integer.class)
        .single();
  }

  /**
   * Takes the oldest dead letters that the plan's filter finds, up to its cap. The maintenance task
   * closes them. Joins the caller's transaction.
   */
  public BulkAction start(UUID id, BulkPlan plan, String by) {
    bind(
            """
            with taken as (
              update tds_dead_letter_queue
                 set bulk_id = :id
               where id = any(array(
                 select id
                   from tds_dead_letter_queue
                  where %s
                  order by moved_to_dlq_at, id
                  limit :cap
                    for update skip locked))
              returning id
            )
            insert into tds_bulk_redrives (id, requested_by, rate, discard_reason, matched, filter)
            select :id, :by, :rate, :discardReason, (select count(*) from taken),
                   jsonb_strip_nulls(jsonb_build_object(
                     'event_type', cast(:eventType as text), 'entity_id', cast(:entityId as text),
                     'error_group', cast(:errorGroup as text),
                     'older_than_seconds', cast(:olderThan as bigint) / 1000,
                     'ids', cardinality(cast(:ids as uuid[]))))
            """
                .formatted(MATCHING),
            plan.filter())
        .param("id", id)
        .param("cap", plan.cap())
        .param("by", by)
        .param("rate", plan.rate())
        .param("discardReason", plan.discardReason(), Types.VARCHAR)
        .update();
    return find(id).orElseThrow();
  }

  /** The progress of a bulk action. */
  public Optional<BulkAction> find(UUID id) {
    return jdbc.sql(PROGRESS + " where b.id = :id")
        .param("id", id)
        .query(BulkActions::bulk)
        .optional();
  }

  /** The running bulk actions, newest first, at most ten. */
  public List<BulkAction> running() {
    return jdbc.sql(PROGRESS + " where ended_at is null order by requested_at desc limit 10")
        .query(BulkActions::bulk)
        .list();
  }

  /** The newest bulk actions, running or ended, that were requested before this time. */
  public List<BulkAction> newest(Instant before, int limit) {
    return jdbc.sql(
            PROGRESS + " where requested_at < :before order by requested_at desc limit :limit")
        .param("before", before.atOffset(ZoneOffset.UTC))
        .param("limit", limit)
        .query(BulkActions::bulk)
        .list();
  }

  /**
   * Cancels a bulk action and releases the dead letters it has not closed yet. Returns empty if no
   * such bulk action runs.
   */
  public Optional<BulkAction> cancel(UUID id, String by) {
    int cancelled =
        jdbc.sql(
                """
                update tds_bulk_redrives
                   set ended_at = now(), cancelled_by = :by
                 where id = :id and ended_at is null
                """)
            .param("id", id)
            .param("by", by)
            .update();
    if (cancelled == 0) {
      return Optional.empty();
    }
    jdbc.sql(
            """
            update tds_dead_letter_queue
               set bulk_id = null
             where bulk_id = :id and redriven_at is null and discarded_at is null
            """)
        .param("id", id)
        .update();
    return find(id);
  }

  /**
   * Steps each running bulk action whose last step is more than a second ago. A step is one
   * transaction. A step that meets a deadlock is repeated later. Returns how many dead letters were
   * closed.
   */
  public int runOnce() {
    int closed = 0;
    Optional<Integer> step = transactions.execute(status -> step());
    while (step.isPresent()) {
      closed += step.get();
      step = transactions.execute(status -> step());
    }
    return closed;
  }

  /**
   * Also steps a bulk action whose last step seems to lie ahead, because the database's clock was
   * set back since.
   */
  private Optional<Integer> step() {
    return jdbc.sql(
            """
            select id, rate, discard_reason
              from tds_bulk_redrives
             where ended_at is null and stepped_at not between now() - interval '1 second' and now()
             order by stepped_at
             limit 1
               for update skip locked
            """)
        .query((row, number) ->
            new BulkStep(
                row.getObject("id", UUID.class),
                row.getInt("rate"),
                row.getString("discard_reason")))
        .optional()
        .map(this::closeNext);
  }

  private int closeNext(BulkStep step) {
    List<UUID> open = open(step.bulkId(), step.rate() + 1);
    boolean ended = open.size() <= step.rate();
    int closed = 0;
    for (UUID letter : open.subList(0, Math.min(open.size(), step.rate()))) {
      if (close(letter, step.discardReason())) {
        closed++;
      }
    }
    jdbc.sql(
            """
            update tds_bulk_redrives
               set stepped_at = now(), redriven = redriven + :closed, ended_at = case when :ended then now() end
             where id = :id
            """)
        .param("closed", closed)
        .param("ended", ended)
        .param("id", step.bulkId())
        .update();
    log.info("Bulk action {}: {} more{}", step.bulkId(), closed, ended ? ", and done" : "");
    return closed;
  }

  private boolean close(UUID letter, @Nullable String discardReason) {
    return discardReason == null
        ? deadLetters.redrive(letter).isPresent()
        : deadLetters.discard(letter, discardReason);
  }

  private List<UUID> open(UUID bulkId, int limit) {
    return jdbc.sql(
            """
            select id
              from tds_dead_letter_queue
             where bulk_id = :id and redriven_at is null and discarded_at is null
             order by moved_to_dlq_at, id
             limit :limit
            """)
        .param("id", bulkId)
        .param("limit", limit)
        .query((row, number) -> row.getObject("id", UUID.class))
        .list();
  }

  private JdbcClient.StatementSpec bind(String statement, BulkFilter filter) {
    return jdbc.sql(statement)
        .param("eventType", filter.eventType(), Types.VARCHAR)
        .param("entityId", filter.entityId(), Types.VARCHAR)
        .param("errorGroup", filter.errorGroup(), Types.VARCHAR)
        .param(
            "olderThan",
            filter.olderThan() == null ? null : filter.olderThan().toMillis(),
            Types.BIGINT)
        .param("ids", literal(filter.ids()), Types.VARCHAR);
  }

  /** An array as PostgreSQL writes it, or null. */
  private static @Nullable String literal(@Nullable List<UUID> ids) {
    return ids == null
        ? null
        : ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
  }

  private static BulkAction bulk(ResultSet row, int number) throws SQLException {
    @Nullable Timestamp endedAt = row.getTimestamp("ended_at");
    return new BulkAction(
        row.getObject("id", UUID.class),
        row.getTimestamp("requested_at").toInstant(),
        row.getString("requested_by"),
        row.getString("filter"),
        row.getInt("rate"),
        row.getInt("matched"),
        row.getInt("redriven"),
        row.getInt("remaining"),
        endedAt == null ? null : endedAt.toInstant(),
        row.getString("cancelled_by"),
        row.getString("discard_reason"));
  }

  private record BulkStep(UUID bulkId, int rate, @Nullable String discardReason) {}
}
