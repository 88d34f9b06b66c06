package sale.tsh.tds.api.dashboard.deadletter;

import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.api.dashboard.support.RowLimit;
import sale.tsh.tds.api.dashboard.support.TimeCursor;
import sale.tsh.tds.persistence.JsonSize;

/** Reads the open dead letters with their payloads. Call it in a transaction. */
@Component
class DeadLetterReader {

  /**
   * The most bytes of payloads in one answer. This fits into memory several times and is more than
   * anybody reads. A larger payload is left out, and can be downloaded.
   */
  static final int MOST_BYTES = 4 * 1024 * 1024;

  private final JdbcClient jdbc;

  DeadLetterReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A page of the list.
   *
   * @param rows newest first
   * @param whole whether the list ends here
   */
  record DeadLetterList(List<DeadLetterRow> rows, boolean whole) {

    /** The position where the next page begins. */
    TimeCursor end() {
      DeadLetterRow last = rows.getLast();
      return new TimeCursor(last.movedToDlqAt(), last.id());
    }
  }

  /**
   * Returns the newest dead letters after a position in the list. It returns at most {@code limit}
   * rows and at most what fits into one answer, but at least one row. The size as received is
   * known. So only payloads that may fit are measured for their size as sent, which may be much
   * larger.
   */
  DeadLetterList read(TimeCursor before, RowLimit limit) {
    List<Found> found =
        jdbc.sql(
                """
                select id, original_queue_id, event_type, entity_id, case when bytes <= :most then payload::text end as payload,
                       attempt_count, last_error, moved_to_dlq_at, retry_count, last_retry_at, looked_at
                  from (select r.*, row_number() over newest as place,
                               sum(case when bytes <= :most then bytes else 0 end) over newest as sent
                          from (select d.*, %s as bytes
                                  from (select l.*, sum(received) over newest - received as received_before,
                                               count(*) over () as looked_at
                                          from (select l.*, coalesce(i.body_size, pg_column_size(l.payload) * 8) as received
                                                  from tds_dead_letter_queue l
                                                  left join tds_inbox_events i on i.id = l.delivery_id
                                                 where l.redriven_at is null and l.discarded_at is null
                                                   and l.moved_to_dlq_at <= :at and (l.moved_to_dlq_at < :at or l.id > :id)
                                                 order by l.moved_to_dlq_at desc, l.id
                                                 limit :limit) l
                                        window newest as (order by moved_to_dlq_at desc, id)) d
                                 where received_before < :most
                                offset 0) r -- so that each size is found once
                        window newest as (order by moved_to_dlq_at desc, id)) sized
                 where sent <= :most
                 order by place
                """
                    .formatted(JsonSize.bytes("payload", MOST_BYTES)))
            .param("at", Timestamp.from(before.at()))
            .param("id", before.id())
            .param("limit", limit.rows() + 1)
            .param("most", MOST_BYTES)
            .query((row, number) -> new Found(DeadLetterRow.of(row), row.getInt("looked_at")))
            .list();
    boolean whole =
        found.isEmpty()
            || (found.size() <= limit.rows() && found.size() == found.getFirst().lookedAt());
    return new DeadLetterList(found.stream().limit(limit.rows()).map(Found::row).toList(), whole);
  }

  /** The most bytes that the numbers of a dead letter's payload take, beside the text as sent. */
  Optional<Long> mostBytesOfNumbers(UUID id) {
    return jdbc.sql(
            "select %s from tds_dead_letter_queue where id = :id"
                .formatted(JsonSize.mostOfNumbers("payload")))
        .param("id", id)
        .query(Long.class)
        .optional();
  }

  /**
   * A row that was found.
   *
   * @param lookedAt how many rows the query saw, up to one beyond the limit, including rows that do
   *     not fit
   */
  private record Found(DeadLetterRow row, int lookedAt) {}
}
