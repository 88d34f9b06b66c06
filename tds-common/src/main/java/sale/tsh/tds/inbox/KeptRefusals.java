package sale.tsh.tds.inbox;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.inbox.ReceivedChange.RecordKey;

/** The refused deliveries that the inbox keeps, to be taken again. Call it in a transaction. */
public final class KeptRefusals {

  /**
   * Rows of earlier releases have neither method nor {@code whole}. Those releases took a {@code
   * POST} only. They kept a body whole if it has the size that was sent and could be read.
   */
  private static final String FIND =
      """
      select id, arrival, coalesce(method, 'POST') as method, path, query, content_type, headers::text,
             coalesce(remote_address, '') as remote_address, body, body_bytes, body_size,
             coalesce(
               whole,
               refusal not in ('unreadable', 'too_large')
                 and octet_length(coalesce(body_bytes, convert_to(body, 'UTF8'))) = body_size) as whole,
             refusal, taken_as
        from tds_inbox_events
       where id = :id and refusal is not null
      """;

  /** The other transactions that write to the inbox, most of which end within milliseconds. */
  private static final String OTHER_WRITERS =
      """
      select distinct virtualtransaction
        from pg_locks
       where relation = 'tds_inbox_events'::regclass and mode = 'RowExclusiveLock' and granted
         and database = (select oid from pg_database where datname = current_database())
         and pid <> pg_backend_pid()
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final JdbcClient jdbc;

  public KeptRefusals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The refused delivery with this id. */
  public Optional<KeptRefusal> find(UUID id) {
    return jdbc.sql(FIND).param("id", id).query(KeptRefusals::refusal).optional();
  }

  /** The refused delivery with this id. No other transaction takes it before the caller's ends. */
  public Optional<KeptRefusal> lock(UUID id) {
    return jdbc.sql(FIND + " for no key update")
        .param("id", id)
        .query(KeptRefusals::refusal)
        .optional();
  }

  /**
   * An accepted delivery of the same record that came in after the refused one and says something
   * else, by its event. A delivery that was taken again counts by the position of its refused one.
   */
  public Optional<UUID> acceptedLater(KeptRefusal refusal, ReceivedChange change) {
    RecordKey record = change.record();
    return jdbc.sql(
            """
            select event_id
              from tds_inbox_events later
             where entity_type = :entityType and entity_id = :entityId and event_id is not null
               and arrival > :arrival and (operation, content_hash) <> (:operation, :contentHash)
               and not exists (
                 select
                   from tds_inbox_events origin
                  where origin.id = later.taken_from and origin.arrival < :arrival)
             order by arrival
             limit 1
            """)
        .param("entityType", record.entityType())
        .param("entityId", record.entityId())
        .param("arrival", refusal.arrival())
        .param("operation", change.change().operation().past())
        .param("contentHash", change.contentHash())
        .query(UUID.class)
        .optional();
  }

  /** Lets one transaction at a time go on from here, until it ends. */
  public void takeTurns() {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('tds_take_again', 0))")
        .query()
        .singleRow();
  }

  /**
   * Waits for the transactions that write to the inbox now. They may hold earlier arrivals than the
   * caller's, and nobody sees their deliveries before they end.
   *
   * @throws ConcurrencyFailureException if one of them takes longer than a second
   */
  public void awaitWriters() {
    Set<String> writers = new HashSet<>(jdbc.sql(OTHER_WRITERS).query(String.class).list());
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!writers.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new ConcurrencyFailureException("a transaction is long in writing to the inbox");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      writers.retainAll(jdbc.sql(OTHER_WRITERS).query(String.class).list());
    }
  }

  /** Notes which event the refused delivery became or repeated. */
  public void noteTaken(KeptRefusal refusal, AcceptResult result) {
    jdbc.sql(
            """
            with taken as (
              update tds_inbox_events set taken_at = now(), taken_as = :eventId where id = :id
            )
            update tds_inbox_events set taken_from = :id where id = :eventId and :queued
            """)
        .param("id", refusal.id())
        .param("eventId", result.eventId())
        .param("queued", result.queued())
        .update();
  }

  private static KeptRefusal refusal(ResultSet row, int number) throws SQLException {
    byte @Nullable [] bytes = row.getBytes("body_bytes");
    return new KeptRefusal(
        row.getObject("id", UUID.class),
        row.getLong("arrival"),
        row.getString("refusal"),
        new ReceivedDelivery(
            new Delivery(
                row.getString("method"),
                row.getString("path"),
                row.getString("query"),
                row.getString("content_type"),
                row.getString("body")),
            bytes == null ? null : ByteBuffer.wrap(bytes),
            row.getInt("body_size"),
            row.getString("headers"),
            row.getString("remote_address"),
            row.getBoolean("whole")),
        row.getObject("taken_as", UUID.class));
  }
}
