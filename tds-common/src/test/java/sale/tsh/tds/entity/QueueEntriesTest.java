package sale.tsh.tds.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.testing.TestDatabase;

/** The plan of each list starts in its own index and never scans the rows of others. */
class QueueEntriesTest {

  private static TestDatabase database;

  /** Two events of a rare type among twenty thousand in the order of time, none in processing. */
  @BeforeAll
  static void open() {
    database = TestDatabase.migrated();
    JdbcClient jdbc = database.jdbc();
    jdbc.sql(
            """
            insert into tds_sync_queue
              (id, delivery_id, arrival, event_type, entity_type, entity_id, status, queued_at)
            select gen_random_uuid(), gen_random_uuid(), n, case when n % 10000 = 0 then 'user.deleted' else 'item.updated' end,
                   'item', (n / 4)::text, (array['pending', 'completed', 'retry'])[1 + n % 3], now() - n * interval '1 s'
              from generate_series(1, 20000) n
            """)
        .update();
    jdbc.sql("analyze tds_sync_queue").update();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          recent        ; ``           ; tds_sync_queue_recent ; (status = wanted.status) AND (ROW(queued_at
          recentOfTypes ; item.updated ; tds_sync_queue_type   ; (event_type = ANY (ARRAY[named.event_type])) AND (status = wanted.status) AND (ROW(queued_at
          recentOfTypes ; item.updated,user.deleted ; tds_sync_queue_type ; (event_type = ANY (ARRAY[named.event_type])) AND (status = wanted.status) AND (ROW(queued_at
          recentOfRecord; ``           ; tds_sync_queue_record ; (entity_id = '7'::text)
          recentOfRecord; item.updated ; tds_sync_queue_record ; (entity_id = '7'::text)
          """)
  void listIsReadFromItsIndexAndEventsInProcessingFromTheLeases(
      String list, String eventTypes, String index, String condition) {
    assertThat(plan(statementOf(list), eventTypes))
        .contains(index, "Index Cond: (", condition, "using tds_sync_queue_processing")
        .doesNotContain(
            "Seq Scan", "Filter: (event_type = named", "Filter: (event_type = ANY (ARRAY");
  }

  private static String plan(String statement, String eventTypes) {
    return database
        .jdbc()
        .sql("explain " + statement)
        .param("statuses", "pending,processing,completed")
        .param("eventTypes", eventTypes)
        .param("error", "")
        .param("receivedSince", OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC))
        .param("since", OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC))
        .param("entityId", "7")
        .param("beforeAt", OffsetDateTime.of(2100, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC))
        .param("beforeId", new UUID(0, 0))
        .param("lookedAt", 50)
        .param("limit", 50)
        .query((row, number) -> row.getString(1))
        .stream()
        .collect(Collectors.joining("\n"));
  }

  private static String statementOf(String list) {
    return Stream.of(QueueEntries.class.getMethods())
        .filter(method -> method.getName().equals(list))
        .map(method -> method.getAnnotation(NativeQuery.class).value())
        .findFirst()
        .orElseThrow();
  }
}
