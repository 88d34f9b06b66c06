package sale.tsh.tds.queue;

import static sale.tsh.tds.persistence.SqlArrays.array;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Claims events and ends their attempts. Each transition is one SQL statement. To end an attempt
 * the caller must still hold the token of its lease. A method joins the caller's transaction. Where
 * the caller has none, the statement is a transaction by itself.
 *
 * <p>{@link ExpiredLeases} takes back the events of workers that died. {@link DeadLetterQueue}
 * redrives and discards dead letters, and cancels events. No other class changes a status.
 *
 * <p>A statement that ends or prolongs an attempt finds its row by the id. It tests {@code (status
 * = 'processing') is true}, so that the planner does not choose the index of the events in
 * processing. While some session holds an old snapshot, that index keeps an entry of every claim
 * since then.
 *
 * <p>All times are the database's. A process with a wrong clock neither steals leases nor delays
 * retries.
 */
public final class EventQueue {

  /** The channel on which idle workers listen. */
  public static final String CHANNEL = "tds_new_events";

  /**
   * The start of an insert into the queue. The select or the values that follow it name the events,
   * which are due at once.
   */
  public static final String ENQUEUE =
      """
      insert into tds_sync_queue (id, delivery_id, arrival, event_type, entity_type, entity_id)
      """;

  /**
   * Goes on after a CTE named {@code picked} and takes its rows under a new lease. The commit does
   * not wait for the disk. If a crash of the server undoes the claim, its token is gone and can end
   * no attempt.
   *
   * <p>A claim of one event also returns its delivery, which saves a round trip before its handler
   * starts. {@code Inbox.load} reads the deliveries of a larger claim within bounds.
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
      select taken.*, i.received_at, i.source, i.path, i.query, i.content_type, i.operation,
             i.body
        from taken
        left join lateral (
          select * from tds_inbox_events
           where id = taken.delivery_id and (select count(*) from taken) = 1
           limit 1
        ) i on true
      """;

  /** Locks the rows whose lease is still held, and skips rows that another session has locked. */
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

  private final JdbcClient jdbc;
  private final RetryPolicy retryPolicy;
  private final RandomGenerator random;
  private final QueueListener listener;

  public EventQueue(
      JdbcClient jdbc, RetryPolicy retryPolicy, RandomGenerator random, QueueListener listener) {
    this.jdbc = jdbc;
    this.retryPolicy = retryPolicy;
    this.random = random;
    this.listener = listener;
  }

  /**
   * Notifies listening workers of new events. Call this after a commit that did not notify them
   * itself. A worker that misses the notification finds the events by polling.
   */
  public void notifyWorkers() {
    jdbc.sql("select pg_notify(:channel, ''), set_config('synchronous_commit', 'off', true)")
        .param("channel", CHANNEL)
        .query()
        .singleRow();
  }

  /**
   * Claims due events up to the limit, in the order of priority and arrival. Leaves out events that
   * must run alone and events of a paused kind.
   *
   * <p>The candidates are locked in materialized CTEs. Otherwise the planner might run the locking
   * select more than once and lock more than the limit. A claim locks up to the limit among the
   * pending events and again among the retries. Its commit unlocks the surplus.
   *
   * @param from the position where the search for pending events begins (ADR 14)
   */
  public List<ClaimedEvent> claim(ClaimSettings settings, QueuePosition from) {
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

  /**
   * Claims one due event that must run alone because it lost a lease before. The caller runs
   * nothing else meanwhile.
   */
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

  private List<ClaimedEvent> take(JdbcClient.StatementSpec picking, ClaimSettings settings) {
    List<ClaimedEvent> claimed =
        picking
            .param("owner", settings.owner())
            .param("token", UUID.randomUUID())
            .param("lease", settings.lease().toMillis())
            .query((row, number) ->
                ClaimedEvent.of(row, row.getString("body") == null ? null : DeliveryRow.read(row)))
            .list();
    AfterCommit.run(() -> listener.claimed(claimed));
    return claimed;
  }

  /** Whether an event is due that must run alone. */
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
   * Prolongs the leases that are still held. Skips a locked row, because its attempt is ending and
   * a wait for it could end in a deadlock.
   */
  public void renew(Collection<ClaimedEvent> events, Duration lease) {
    held(
            """
            update tds_sync_queue q
               set lease_expires_at = now() + :lease * interval '1 ms'
              from held
             where q.id = held.id
            """,
            events)
        .param("lease", lease.toMillis())
        .update();
  }

  private JdbcClient.StatementSpec held(String update, Collection<ClaimedEvent> events) {
    return jdbc.sql(HELD + update).param("ids", ids(events)).param("tokens", tokens(events));
  }

  /**
   * Completes events in the transaction that holds their effect. Marks their deliveries processed
   * and writes a log row for each event.
   *
   * @throws LeaseLostException if another worker owns one of them by now. The listener hears of a
   *     lost lease only if the event was the only one. The caller runs the events of a larger set
   *     one by one after this.
   */
  public void complete(List<Completion> completions, String worker, Duration duration) {
    List<ClaimedEvent> events = completions.stream().map(Completion::event).toList();
    int completed =
        jdbc.sql(
                """
                with ended as (
                  update tds_sync_queue q
                     set status = 'completed', completed_at = clock_timestamp(), attempt_count = q.attempt_count + 1,
                         error_message = null, lease_owner = null, lease_token = null, lease_expires_at = null
                    from unnest(:ids::uuid[], :tokens::uuid[], :outcomes, :notes) as done (id, token, outcome, note)
                   where q.id = done.id and q.lease_token = done.token and (q.status = 'processing') is true
                  returning q.id, q.event_type, q.entity_id, q.attempt_count, done.outcome, done.note
                ), processed as (
                  update tds_inbox_events i
                     set processed = true, processed_at = clock_timestamp()
                    from ended
                   where i.event_id = ended.id
                ), logged as (
                  insert into tds_sync_logs
                    (queue_id, event_type, entity_id, created_at, attempt, outcome, note, duration_ms, worker)
                  select id, event_type, entity_id, clock_timestamp(), attempt_count, outcome, note, :duration, :worker
                    from ended
                )
                select count(*) from ended
                """)
            .param("ids", ids(events))
            .param("tokens", tokens(events))
            .param("outcomes", array(completions, each -> each.outcome().text()))
            .param("notes", array(completions, Completion::note))
            .param("duration", duration.toNanos() / 1e6)
            .param("worker", worker)
            .query(Integer.class)
            .single();
    if (completed != events.size()) {
      if (events.size() == 1) {
        listener.leaseLost(events.getFirst());
      }
      throw new LeaseLostException(completed, events.size());
    }
    AfterCommit.run(() -> listener.completed(completions, duration));
  }

  /**
   * Ends an attempt that failed. The event waits for its retry, or becomes a dead letter if its
   * attempts are spent. Returns the new status, empty if another worker owns the event by now.
   */
  public Optional<EventStatus> fail(Failure failure, String worker) {
    Optional<EventStatus> status = endFailed(failure, worker);
    status.ifPresentOrElse(
        ended -> AfterCommit.run(() -> listener.failed(failure, ended)),
        () -> listener.leaseLost(failure.event()));
    return status;
  }

  private Optional<EventStatus> endFailed(Failure failure, String worker) {
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
            )
            """
                + DeadLetterQueue.BURY_ENDED
                + "select status from ended")
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
   * Gives events back without charging an attempt. They are due at once. Returns how many were
   * still held. Skips an event whose attempt is just ending.
   */
  public int release(Collection<ClaimedEvent> events) {
    int released =
        held(
                """
                update tds_sync_queue q
                   set status = 'pending', started_at = null,
                       lease_owner = null, lease_token = null, lease_expires_at = null
                  from held
                 where q.id = held.id
                """,
                events)
            .update();
    AfterCommit.run(() -> listener.givenBack(GiveBackReason.RELEASED, released));
    return released;
  }

  /**
   * Gives back events whose attempt lost its connection to the database. They are due at once, and
   * run alone from now on, since one of them may be the cause. No attempt is charged.
   */
  public int giveBackAlone(Collection<ClaimedEvent> events) {
    int givenBack =
        held(
                """
                update tds_sync_queue q
                   set status = 'pending', started_at = null, alone = true,
                       lease_owner = null, lease_token = null, lease_expires_at = null
                  from held
                 where q.id = held.id
                """,
                events)
            .update();
    AfterCommit.run(() -> listener.givenBack(GiveBackReason.CONNECTION_LOST, givenBack));
    return givenBack;
  }

  /**
   * Puts off an attempt that only waited for a lock. The event is due again soon, its error says
   * why, and no attempt is charged. Returns whether it was still held.
   */
  public boolean putOff(ClaimedEvent event, String error) {
    int waiting =
        held(
                """
                update tds_sync_queue q
                   set status = 'retry', due_at = now() + :delay * interval '1 ms', error_message = :error,
                       lease_owner = null, lease_token = null, lease_expires_at = null
                  from held
                 where q.id = held.id
                """,
                List.of(event))
            .param("delay", retryPolicy.delayAfterALock(random).toMillis())
            .param("error", error)
            .update();
    AfterCommit.run(() -> listener.givenBack(GiveBackReason.PUT_OFF, waiting));
    return waiting > 0;
  }

  /**
   * Makes the retry of an event due at once and notifies the workers. Returns whether the event
   * waited for a retry.
   */
  public boolean retryNow(UUID eventId) {
    return !jdbc.sql(
            """
            with due as (
              update tds_sync_queue
                 set due_at = now()
               where id = :id and status = 'retry'
              returning id
            )
            select id, pg_notify(:channel, '') from due
            """)
        .param("id", eventId)
        .param("channel", CHANNEL)
        .query()
        .listOfRows()
        .isEmpty();
  }

  private static @Nullable String[] ids(Collection<ClaimedEvent> events) {
    return array(events, event -> event.id().toString());
  }

  private static @Nullable String[] tokens(Collection<ClaimedEvent> events) {
    return array(events, event -> String.valueOf(event.token()));
  }
}
