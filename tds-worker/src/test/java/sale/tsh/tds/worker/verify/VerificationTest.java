package sale.tsh.tds.worker.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import sale.tsh.tds.worker.SteppedWorker;

class VerificationTest {

  /** A statement for each promise that breaks this promise alone. */
  private static final Map<String, String> BREACHES =
      Map.of(
          "An accepted delivery that is not processed has an event that waits, runs or is dead",
          "update tds_inbox_events set processed = false where entity_id = 'done'",
          "An event that waits, runs or is dead has its delivery, which no purge takes",
          "update tds_inbox_events set processed = true where entity_id = 'waiting'",
          "A completed event has an effective attempt in the log",
          """
          delete from tds_sync_logs
           where queue_id = (select id from tds_sync_queue where entity_id = 'done too')
          """,
          "No event has two effective attempts",
          """
          insert into tds_sync_logs (queue_id, event_type, entity_id, attempt, outcome, duration_ms)
          select id, event_type, entity_id, 2, 'unchanged', 1 from tds_sync_queue where entity_id = 'done'
          """,
          "A dead event has an open dead letter, and an open dead letter its event",
          "update tds_dead_letter_queue set redriven_at = now() where entity_id = 'dead'",
          "While a worker runs nothing stays in processing three minutes after its lease",
          """
          update tds_sync_queue
             set status = 'processing', lease_expires_at = now() - interval '4 minutes'
           where entity_id = 'waiting'
          """,
          "The dashboard's counts are those of the queue",
          "insert into tds_queue_counts (status, events) values ('completed', 1)",
          "A record of the mirror is as new as each change of it that was taken up",
          "update zoho.items set version_time = version_time - interval '1 s' where item_id = 'done'",
          "Lines of the mirror have a header that is not deleted",
          "update zoho.invoices set deleted_at = now()",
          "No number of a record stands for more digits than can be written out",
          "update zoho.items set record = record || '{\"x\": [{\"y\": 1e-9999}, 0e-9999]}' where item_id = 'done'");

  private SteppedWorker worker;

  /** Earlier versions kept such numbers: six bytes that stand for ten thousand digits. */
  @Test
  void repairsNumbersThatStandForTooManyDigits() throws SQLException {
    worker
        .jdbc()
        .sql(
            """
            update zoho.items
               set record = record || '{"x": [{"y": 1e-9999}, 0e-9999, 1e100, -2.5e99, 1.50, null, {}, []]}'
             where item_id = 'done'
            """)
        .update();
    worker
        .jdbc()
        .sql(
            "update tds_dead_letter_queue set payload = '{\"a\": 3e-9999}' where entity_id = 'dead'")
        .update();
    try (Connection connection = worker.connect()) {
      connection.setAutoCommit(false);
      assertThat(
              WideNumbers.repair(
                  JdbcClient.create(new SingleConnectionDataSource(connection, true))))
          .containsExactlyInAnyOrderEntriesOf(Map.of("zoho.items", 1, "tds_dead_letter_queue", 1));
      connection.commit();
    }
    assertThat(
            worker
                .jdbc()
                .sql("select (record->'x')::text from zoho.items where item_id = 'done'")
                .query(String.class)
                .single())
        .hasSizeLessThan(200)
        .contains(
            "e-9999",
            "\"1.00000000000000e+100\"",
            "\"-2.50000000000000e+99\"",
            " 1.50, null, {}, []");
    try (Connection connection = worker.connect()) {
      assertThat(Verification.findings(connection)).allMatch(Finding::holds);
    }
  }

  /** The same versions wrote the numbers into columns, too. */
  @Test
  void emptiesColumnsThatHoldTooManyDigits() throws SQLException {
    worker
        .jdbc()
        .sql(
            """
            with wide as (update zoho.items set rate = 1e-9999, purchase_rate = 1.50 where item_id = 'done')
            update zoho.invoice_lines set quantity = 1e100, rate = 2
            """)
        .update();
    assertThat(findings())
        .filteredOn(finding -> !finding.holds())
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.examples())
                .containsExactlyInAnyOrder("zoho.items done", "zoho.invoice_lines i 1"));
    try (Connection connection = worker.connect()) {
      WideNumbers.repair(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
    }
    assertThat(findings()).allMatch(Finding::holds);
    assertThat(
            worker
                .jdbc()
                .sql(
                    """
                    select concat_ws(' ', i.rate is null, i.purchase_rate, l.quantity is null, l.rate)
                      from zoho.items i, zoho.invoice_lines l
                     where i.item_id = 'done'
                    """)
                .query(String.class)
                .single())
        .isEqualTo("t 1.50 t 2");
  }

  @BeforeEach
  void start() {
    worker = new SteppedWorker();
    item("early", "1"); // The log begins with it.
    worker.runAll();
    item("done", "1");
    item("done", "2");
    item("done too", "1");
    item("deleted", "1");
    worker.deliver("items", "op=delete", "{\"item_id\":\"deleted\"}");
    worker.runAll();
    worker.deliver("items", "{\"item_id\":\"deleted\",\"rate\":3}"); // Without a time: superseded.
    worker.deliver("items", "", "{\"item_id\":\"unknown\"}");
    item("dead", "\"no number\"");
    item("redriven", "\"no number\"");
    item("discarded", "\"no number\"");
    worker.deliver(
        "invoices",
        """
        {"invoice_id":"i","last_modified_time":"2026-11-01T10:00:00Z","line_items":[{"item_id":"done","quantity":1}]}
        """);
    worker.runAll();
    worker.deadLetters().redrive(deadLetterOf("redriven"));
    worker.deadLetters().discard(deadLetterOf("discarded"), "a test");
    item("waiting", "1");
    worker
        .jdbc()
        .sql(
            "insert into tds_workers (worker, host, pid, version, concurrency, running) values ('w', 'h', 1, '1', 5, 0)")
        .update();
  }

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void allInvariantsHoldWhateverBecameOfEvents() throws SQLException {
    assertThat(worker.count("tds_dead_letter_queue")).isEqualTo(3);
    assertThat(findings()).hasSize(BREACHES.size()).allMatch(Finding::holds);
  }

  static List<String> promises() {
    return Invariants.all().stream().map(Invariant::promise).toList();
  }

  @ParameterizedTest
  @MethodSource("promises")
  void findsEachBrokenInvariant(String promise) throws SQLException {
    String breach = BREACHES.getOrDefault(promise, "nothing breaks it here");
    assertThat(worker.jdbc().sql(breach).update()).isPositive();
    assertThat(findings())
        .filteredOn(finding -> !finding.holds())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.promise()).isEqualTo(promise);
          assertThat(finding.examples()).isNotEmpty().hasSizeLessThanOrEqualTo(5);
          assertThat(finding)
              .asString()
              .startsWith("BROKEN  " + promise)
              .contains(finding.examples().getFirst());
        });
  }

  /** A slow clock of the database led to this state before the rules used arrivals. */
  @Test
  void findsALaterChangeThatIsNotInTheMirror() throws SQLException {
    worker.deliver("items", "{\"item_id\":\"done\",\"name\":\"Lost\"}");
    worker.runAll();
    worker
        .jdbc()
        .sql(
            """
            update zoho.items
               set version_time = version_time + interval '5 s', version_arrival = version_arrival - 1
             where item_id = 'done'
            """)
        .update();
    assertThat(findings())
        .filteredOn(finding -> !finding.holds())
        .singleElement()
        .satisfies(finding -> assertThat(finding.examples()).containsExactly("item done"));
  }

  @Test
  void checksTheRecordsOfAnyOtherKind() throws SQLException {
    worker.deliver(
        "other/widget",
        "{\"id\":\"w\",\"name\":\"A\",\"last_modified_time\":\"2026-11-01T10:00:00Z\"}");
    worker.runAll();
    assertThat(findings()).allMatch(Finding::holds);
    worker
        .jdbc()
        .sql(
            """
            update zoho.other_records
               set version_time = version_time - interval '1 s', record = record || '{"x": 1e-9999}'
            """)
        .update();
    assertThat(findings())
        .filteredOn(finding -> !finding.holds())
        .flatMap(Finding::examples)
        .containsExactlyInAnyOrder("widget w", "zoho.other_records widget w");
  }

  @Test
  void namesSomeOfManyBreaches() throws SQLException {
    for (int i = 0; i < 9; i++) {
      item("many" + i, "1");
    }
    worker.jdbc().sql("delete from tds_inbox_events where entity_id like 'many%'").update();
    assertThat(findings())
        .filteredOn(finding -> !finding.holds())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.breaches()).isEqualTo(9);
          assertThat(finding.examples()).hasSize(5);
        });
  }

  @Test
  void cannotWriteAndLeavesTheSessionAsItWas() throws SQLException {
    try (Connection connection = worker.connect()) {
      assertThatThrownBy(() ->
              Verification.inSnapshot(
                  connection, jdbc -> jdbc.sql("delete from tds_sync_queue").update()))
          .rootCause()
          .hasMessageContaining("read-only");
      connection.setAutoCommit(true);
      assertThat(connection.createStatement().executeUpdate("delete from tds_sync_queue"))
          .isPositive();
    }
  }

  private List<Finding> findings() throws SQLException {
    try (Connection connection = worker.connect()) {
      return Verification.findings(connection);
    }
  }

  private UUID deadLetterOf(String record) {
    return worker
        .jdbc()
        .sql("select id from tds_dead_letter_queue where entity_id = ?")
        .param(record)
        .query(UUID.class)
        .single();
  }

  private void item(String id, String rate) {
    worker.deliver(
        "items",
        """
        {"item_id":"%s","rate":%s,"last_modified_time":"2026-11-01T10:00:0%sZ"}
        """
            .formatted(id, rate, rate.replaceAll("\\D", "").concat("0").charAt(0)));
  }
}
