package sale.tsh.tds.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Owns every change of an event's status. One statement a transition; whoever ends an attempt must
 * still hold its lease's token. A method joins the caller's transaction where there is one, else
 * its statement is one.
 *
 * <p>What ends or prolongs an attempt finds its row by the id and writes {@code (status =
 * 'processing') is true}, which keeps the planner from the small index of what is in processing:
 * that holds an entry of each claim since the oldest snapshot that somebody holds.
 *
 * <p>All times are the database's: a process whose clock is wrong neither steals leases nor delays
 * retries.
 */
public class EventQueue {

  /** What idle workers listen on. */
  public static final String CHANNEL = "tds_new_events";

  private static final Logger log = LoggerFactory.getLogger(EventQueue.class);

  /**
   * The start of a statement, or of a part of one, that puts the rows it goes on with in the queue,
   * due at once.
   */
  public static final String ENQUEUE =
      """
      insert into tds_sync_queue (id, delivery_id, arrival, event_type, entity_type, entity_id)
      """;

  /**
   * Takes the picked rows under a new lease. The commit does not wait for the disk: a claim that a
   * crash of the server undoes was never made, and its token ends no attempt.
   *
   * <p>A single event brings its delivery, which saves it a round trip before its handler starts.
   * The bodies of more are read within bounds, see {@code Inbox.load}.
   */
  private static final String TAKE_PICKED =
      """
      , taken as (
        update tds_sync_queue q
           set status = 'processing', started_at = now(),
               lease_owner = :owner, lease_token = :token, lease_expires_at = now() + :lease * interval '1 ms'
          from picked
         where q.id = picked.id
           and (select set_config('synchronous_commit', 'off', true)) is not null
        returning q.id, q.lease_token, q.delivery_id, q.event_type, q.entity_type, q.entity_id, q.attempt_count, q.alone,
                  q.priority, q.arrival, extract(epoch from now() - greatest(q.queued_at, q.due_at)) as waited
      )
      select taken.*, i.received_at, i.operation, i.path, i.query, i.content_type, i.body
        from taken
        left join lateral (
          select * from tds_inbox_events
           where id = taken.delivery_id and (select count(*) from taken) = 1
           limit 1
        ) i on true
      """;

  /** The rows whose lease is still held, locked; locked ones are left out. */
  private static final String HELD =
      """
      with held as materialized (
        select q.id
          from tds_sync_queue q
          join unnest(:ids::uuid[], :tokens::uuid[]) as lease (id, token)
            on q.id = lease.id and q.lease_token = lease.token
         where (q.status = 'processing') is true
           for no key update of q skip locked
      )
      """;

  /**
   * The events whose lease ended within the given time, or that stand in processing without one,
   * locked. Two looks into the index, which after an old snapshot is long: each is one range of it.
   */
  private static final String LOST =
      """
      with ended as materialized (
        select id
          from tds_sync_queue
         where status = 'processing' and alone = :alone
           and lease_expires_at < now() and lease_expires_at >= now() - :within * interval '1 ms'
         limit :limit
           for no key update skip locked
      ), leaseless as materialized (
        select id
          from tds_sync_queue
         where status = 'processing' and alone = :alone and lease_expires_at is null
         limit :limit
           for no key update skip locked
      ), lost as (
        table ended union all table leaseless
      )
      """;

  private final JdbcClient jdbc;
  private final RetryPolicy retryPolicy;
  private final RandomGenerator random;

  public EventQueue(JdbcClient jdbc, RetryPolicy retryPolicy, RandomGenerator random) {
    this.jdbc = jdbc;
    this.retryPolicy = retryPolicy;
    this.random = random;
  }

  /**
   * Tells listening workers that there are new events, unless the commit of the events did. Nothing
   * depends on it: a worker that hears nothing polls.
   */
  public void announce() {
    jdbc.sql("select pg_notify(:channel, ''), set_config('synchronous_commit', 'off', true)")
        .param("channel", CHANNEL)
        .query()
        .singleRow();
  }

  /**
   * Claims due events in the order of priority and arrival, at most the limit; never those that
   * must run alone, nor those of a paused kind.
   *
   * <p>The candidates are locked in materialized CTEs: a fence, without which the planner may run
   * the locking select more than once and lock more than the limit. A claim locks up to the limit
   * among the pending and again among the retries, and lets the surplus go with its commit.
   *
   * @param from the place from which on pending events are looked for, see {@link Frontier}
   */
  public List<ClaimedEvent> claim(ClaimSettings settings, Place from) {
    return take(
        jdbc.sql(
                """
        with pending as materialized (
          select id, priority, arrival
            from tds_sync_queue
           where status = 'pending' and not alone
             and (priority, arrival) >= (:priority::smallint, :arrival::bigint)
             and entity_type not in (select entity_type from tds_paused_kinds)
           order by priority, arrival
           limit :limit
             for no key update skip locked
        ), retries as materialized (
          select id, priority, arrival
            from tds_sync_queue
           where status = 'retry' and not alone and due_at <= now()
             and entity_type not in (select entity_type from tds_paused_kinds)
           order by due_at
           limit :limit
             for no key update skip locked
        ), picked as materialized (
          select id from (table pending union all table retries) due
           order by priority, arrival
           limit :limit
        )
        """
                    + TAKE_PICKED)
            .param("priority", from.priority())
            .param("arrival", from.arrival())
            .param("limit", settings.limit()),
        settings);
  }

  /** Claims one due event that has lost a lease before; the caller runs nothing else meanwhile. */
  public Optional<ClaimedEvent> claimAlone(ClaimSettings settings) {
    return take(
            jdbc.sql(
                """
            with picked as materialized (
              select id
                from tds_sync_queue
               where alone and status in ('pending', 'retry') and (status = 'pending' or due_at <= now())
                 and entity_type not in (select entity_type from tds_paused_kinds)
               order by priority, arrival
               limit 1
                 for no key update skip locked
            )
            """
                    + TAKE_PICKED),
            settings)
        .stream()
        .findFirst();
  }

  /** Whether an event waits that must run alone. */
  public boolean hasDueAlone() {
    return jdbc.sql(
            """
            select exists (
              select 1 from tds_sync_queue
               where alone and status in ('pending', 'retry') and (status = 'pending' or due_at <= now())
                 and entity_type not in (select entity_type from tds_paused_kinds))
            """)
        .query(Boolean.class)
        .single();
  }

  /**
   * Prolongs the leases that are still held. A row that is locked is passed over: its attempt is
   * ending, and waiting for it could end in a deadlock.
   */
  public void renew(Collection<ClaimedEvent> events, Duration lease) {
    jdbc.sql(
            HELD
                + """
            update tds_sync_queue q
               set lease_expires_at = now() + :lease * interval '1 ms'
              from held
             where q.id = held.id
            """)
        .param("lease", lease.toMillis())
        .param("ids", ids(events))
        .param("tokens", tokens(events))
        .update();
  }

  /**
   * Completes events in the transaction that holds their effect: marks their deliveries processed
   * and writes a log row each.
   *
   * @throws LeaseLostException if somebody else owns one of them by now
   */
  public void complete(List<Completion> completions, String worker, Duration duration) {
    List<ClaimedEvent> events = completions.stream().map(Completion::event).toList();
    int held =
        jdbc.sql(
                """
                with ended as (
                  update tds_sync_queue q
                     set status = 'completed', completed_at = clock_timestamp(), attempt_count = q.attempt_count + 1,
                         error_message = null, lease_owner = null, lease_token = null, lease_expires_at = null
                    from unnest(:ids::uuid[], :tokens::uuid[], :outcomes) as done (id, token, outcome)
                   where q.id = done.id and q.lease_token = done.token and (q.status = 'processing') is true
                  returning q.id, q.event_type, q.entity_id, q.attempt_count, done.outcome
                ), processed as (
                  update tds_inbox_events i
                     set processed = true, processed_at = clock_timestamp()
                    from ended
                   where i.event_id = ended.id
                ), logged as (
                  insert into tds_sync_logs
                    (queue_id, event_type, entity_id, created_at, attempt, outcome, duration_ms, worker)
                  select id, event_type, entity_id, clock_timestamp(), attempt_count, outcome, :duration, :worker
                    from ended
                )
                select count(*) from ended
                """)
            .param("ids", ids(events))
            .param("tokens", tokens(events))
            .param(
                "outcomes",
                completions.stream().map(each -> each.outcome().text()).toArray(String[]::new))
            .param("duration", duration.toNanos() / 1e6)
            .param("worker", worker)
            .query(Integer.class)
            .single();
    if (held != events.size()) {
      throw new LeaseLostException(held, events.size());
    }
  }

  /**
   * Ends an attempt that failed: the event waits for its retry, or is dead when its attempts are
   * spent. Empty if somebody else owns it by now.
   */
  public Optional<EventStatus> fail(Failure failure, String worker) {
    ClaimedEvent event = failure.event();
    return jdbc.sql(
            """
            with ended as (
              update tds_sync_queue
                 set status = case when attempt_count + 1 >= :maxAttempts then 'dead_letter' else 'retry' end,
                     due_at = now() + :delay * interval '1 ms',
                     attempt_count = attempt_count + 1, error_message = :error,
                     lease_owner = null, lease_token = null, lease_expires_at = null
               where id = :id and lease_token is not distinct from :token and (status = 'processing') is true
              returning *
            ), logged as (
              insert into tds_sync_logs
                (queue_id, event_type, entity_id, created_at, attempt, outcome, duration_ms, error, worker)
              select id, event_type, entity_id, clock_timestamp(), attempt_count, 'failed', :duration, :error, :worker
                from ended
            ), buried as (
              insert into tds_dead_letter_queue
                (id, original_queue_id, delivery_id, arrival, event_type, entity_type, entity_id, priority, payload,
                 attempt_count, last_error, retry_count, last_retry_at)
              select gen_random_uuid(), e.id, e.delivery_id, e.arrival, e.event_type, e.entity_type, e.entity_id,
                     e.priority, :payload::jsonb, e.attempt_count, :error,
                     coalesce(earlier.retry_count + 1, 0), earlier.redriven_at
                from ended e
                left join tds_dead_letter_queue earlier on earlier.id = e.id
               where e.status = 'dead_letter'
              -- A dead event that an operator made pending by hand dies again: its letter opens anew.
              on conflict (original_queue_id) do update
                 set attempt_count = excluded.attempt_count, last_error = excluded.last_error,
                     payload = excluded.payload, moved_to_dlq_at = now(),
                     redriven_at = null, repeated_by = null, bulk_id = null,
                     discarded_at = null, discard_reason = null
            )
            select status from ended
            """)
        .param("maxAttempts", retryPolicy.maxAttempts())
        .param("delay", retryPolicy.delayAfter(event.attempt(), random).toMillis())
        .param("error", failure.error())
        .param("id", event.id())
        .param("token", event.token())
        .param("duration", failure.duration().toNanos() / 1e6)
        .param("worker", worker)
        .param("payload", failure.payload())
        .query(String.class)
        .optional()
        .map(EventStatus::of);
  }

  /**
   * Gives events back unharmed: due at once, no attempt charged. Returns how many were still held;
   * one whose attempt is just ending is passed over.
   */
  public int release(Collection<ClaimedEvent> events) {
    return jdbc.sql(
            HELD
                + """
            update tds_sync_queue q
               set status = 'pending', started_at = null,
                   lease_owner = null, lease_token = null, lease_expires_at = null
              from held
             where q.id = held.id
            """)
        .param("ids", ids(events))
        .param("tokens", tokens(events))
        .update();
  }

  /**
   * Gives back events whose attempt lost the way to the database: due at once, and alone from now
   * on, since one of them may be the cause. No attempt is charged.
   */
  public int giveBackAlone(Collection<ClaimedEvent> events) {
    return jdbc.sql(
            HELD
                + """
            update tds_sync_queue q
               set status = 'pending', started_at = null, alone = true,
                   lease_owner = null, lease_token = null, lease_expires_at = null
              from held
             where q.id = held.id
            """)
        .param("ids", ids(events))
        .param("tokens", tokens(events))
        .update();
  }

  /**
   * Takes back events whose lease has run out, within the given time, or that stand in processing
   * without one. Each is due again at once and runs alone from now on. Those that were alone
   * already are not touched: see {@link #lostAlone}. Returns how many it were; there may be more if
   * that is the limit or beyond.
   */
  public int reap(Duration within, int limit) {
    List<UUID> reaped =
        lost(
                """
                update tds_sync_queue q
                   set status = 'pending', started_at = null, alone = true,
                       lease_owner = null, lease_token = null, lease_expires_at = null
                  from lost
                 where q.id = lost.id
                returning q.id
                """,
                false,
                within,
                limit)
            .query((row, number) -> row.getObject("id", UUID.class))
            .list();
    reaped.forEach(id -> log.warn("Event {} lost its lease and is due again, alone", id));
    return reaped.size();
  }

  /**
   * Locks an event that lost its lease, within the given time, while it ran alone. The caller ends
   * that attempt as failed in the same transaction: it is the event itself that harms its worker.
   */
  public Optional<ClaimedEvent> lostAlone(Duration within) {
    return lost(
            """
            select q.id, q.lease_token, q.delivery_id, q.event_type, q.entity_type, q.entity_id, q.attempt_count, q.alone,
                   q.priority, q.arrival, 0 as waited
              from tds_sync_queue q
              join lost using (id)
             limit 1
            """,
            true,
            within,
            1)
        .query((row, number) -> claimedEvent(row, null))
        .optional();
  }

  /**
   * Puts a dead letter back: its event gets the dead letter's own id, so that the primary key makes
   * two redrives one. Empty if the dead letter is unknown or no longer open.
   */
  public Optional<UUID> redrive(UUID deadLetterId) {
    Optional<UUID> original =
        jdbc.sql(
                """
            with letter as (
              update tds_dead_letter_queue
                 set redriven_at = now()
               where id = :id and redriven_at is null and discarded_at is null
              returning *
            ), gone as (
              delete from tds_sync_queue q using letter where q.id = letter.original_queue_id
            ), queued as (
              insert into tds_sync_queue (id, delivery_id, arrival, event_type, entity_type, entity_id, priority)
              select id, delivery_id, arrival, event_type, entity_type, entity_id, priority from letter
            ), followed as (
              update tds_inbox_events i
                 set event_id = letter.id, processed = false, processed_at = null
                from letter
               where i.id = letter.delivery_id
            )
            select original_queue_id from letter
            """)
            .param("id", deadLetterId)
            .query(UUID.class)
            .optional();
    original.ifPresent(
        id ->
            AfterCommit.run(() -> log.info("Event {} is redriven as event {}", id, deadLetterId)));
    return original.map(id -> deadLetterId);
  }

  /**
   * Closes the dead letter of an event, open or discarded, because Zoho sent the same again: its
   * queue row goes and its delivery is processed and gives its key up. Returns whether the event
   * was dead.
   */
  public boolean closeRepeated(UUID eventId, UUID repeatedBy) {
    return jdbc.sql(
                """
            with letter as (
              update tds_dead_letter_queue
                 set redriven_at = now(), repeated_by = :repeatedBy
               where original_queue_id = :eventId and redriven_at is null
              returning *
            ), gone as (
              delete from tds_sync_queue q using letter where q.id = letter.original_queue_id
            ), processed as (
              update tds_inbox_events i
                 set processed = true, processed_at = now(), idempotency_key = null
                from letter
               where i.id = letter.delivery_id
            )
            select count(*) from letter
            """)
            .param("eventId", eventId)
            .param("repeatedBy", repeatedBy)
            .query(Integer.class)
            .single()
        > 0;
  }

  /**
   * Gives a dead letter up: its queue row goes and its delivery is processed. The delivery keeps
   * its key, so that a repeat finds it and is a new event. Returns whether it was open.
   */
  public boolean discard(UUID deadLetterId, String reason) {
    return jdbc.sql(
                """
                with letter as (
                  update tds_dead_letter_queue
                     set discarded_at = now(), discard_reason = :reason
                   where id = :id and redriven_at is null and discarded_at is null
                  returning *
                ), gone as (
                  delete from tds_sync_queue q using letter where q.id = letter.original_queue_id
                ), processed as (
                  update tds_inbox_events i
                     set processed = true, processed_at = now()
                    from letter
                   where i.id = letter.delivery_id
                )
                select count(*) from letter
                """)
            .param("id", deadLetterId)
            .param("reason", reason)
            .query(Integer.class)
            .single()
        > 0;
  }

  private JdbcClient.StatementSpec lost(
      String whatThen, boolean alone, Duration within, int limit) {
    return jdbc.sql(LOST + whatThen)
        .param("alone", alone)
        .param("within", within.toMillis())
        .param("limit", limit);
  }

  private static List<ClaimedEvent> take(JdbcClient.StatementSpec picking, ClaimSettings settings) {
    return picking
        .param("owner", settings.owner())
        .param("token", UUID.randomUUID())
        .param("lease", settings.lease().toMillis())
        .query(
            (row, number) ->
                claimedEvent(row, row.getString("body") == null ? null : StoredDelivery.of(row)))
        .list();
  }

  private static ClaimedEvent claimedEvent(ResultSet row, @Nullable StoredDelivery delivery)
      throws SQLException {
    return new ClaimedEvent(
        row.getObject("id", UUID.class),
        row.getObject("lease_token", UUID.class),
        row.getObject("delivery_id", UUID.class),
        row.getString("event_type"),
        row.getString("entity_type"),
        row.getString("entity_id"),
        row.getInt("attempt_count"),
        row.getBoolean("alone"),
        new Place(row.getInt("priority"), row.getLong("arrival")),
        Duration.ofMillis(Math.max(0, Math.round(row.getDouble("waited") * 1_000))),
        delivery);
  }

  private static String[] ids(Collection<ClaimedEvent> events) {
    return events.stream().map(event -> event.id().toString()).toArray(String[]::new);
  }

  private static String[] tokens(Collection<ClaimedEvent> events) {
    return events.stream().map(event -> String.valueOf(event.token())).toArray(String[]::new);
  }
}
