package sale.tsh.tds.queue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes back events whose lease ended before their attempt did: their worker died or hangs. All
 * times are the database's.
 */
public final class ExpiredLeases {

  private static final Logger log = LoggerFactory.getLogger(ExpiredLeases.class);

  /**
   * Locks the events whose lease ended within the given time, and those in processing without a
   * lease. Each of the two selects reads one range of the index, which is long while some session
   * holds an old snapshot.
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
  private final QueueListener listener;

  public ExpiredLeases(JdbcClient jdbc, RetryPolicy retryPolicy, QueueListener listener) {
    this.jdbc = jdbc;
    this.retryPolicy = retryPolicy;
    this.listener = listener;
  }

  /**
   * Takes back events whose lease ended within the given time, and events in processing without a
   * lease. Each is due again at once and runs alone from now on. Events that ran alone already stay
   * as they are, see {@link #lostAlone}. Returns how many it took back. If that is the limit or
   * more, there may be others.
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
    AfterCommit.run(() -> listener.givenBack(GiveBackReason.REAPED, reaped.size()));
    return reaped.size();
  }

  /**
   * Locks an event whose lease ended within the given time while it ran alone. The caller ends that
   * attempt as failed in the same transaction, because the event itself harms its worker.
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
        .query((row, number) -> ClaimedEvent.of(row, null))
        .optional();
  }

  /**
   * Repairs leases and retries that lie further ahead than they can have been set, because the
   * database's clock was set back since. Such a lease starts again: a worker that lives renews it,
   * and the lease of a dead worker runs out. Such a retry is due at once. Returns how many rows it
   * changed.
   */
  public int repairTimesAhead(Duration lease) {
    int leases =
        jdbc.sql(
                """
                update tds_sync_queue
                   set lease_expires_at = now() + :lease * interval '1 ms'
                 where id in (
                   select id
                     from tds_sync_queue
                    where status = 'processing' and lease_expires_at > now() + 2 * :lease * interval '1 ms'
                      for no key update skip locked)
                """)
            .param("lease", lease.toMillis())
            .update();
    return leases + repairRetriesAhead("alone") + repairRetriesAhead("not alone");
  }

  /** Each of the two conditions has its own index. */
  private int repairRetriesAhead(String which) {
    return jdbc.sql(
            """
            update tds_sync_queue
               set due_at = now()
             where id in (
               select id
                 from tds_sync_queue
                where status = 'retry' and %s and due_at > now() + :longest * interval '1 ms'
                  for no key update skip locked)
            """
                .formatted(which))
        .param("longest", retryPolicy.longestDelay().toMillis())
        .update();
  }

  private JdbcClient.StatementSpec lost(
      String statement, boolean alone, Duration within, int limit) {
    return jdbc.sql(LOST + statement)
        .param("alone", alone)
        .param("within", within.toMillis())
        .param("limit", limit);
  }
}
