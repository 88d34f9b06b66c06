package sale.tsh.tds.worker.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.testing.SampleRecords;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.worker.SteppedWorker;
import sale.tsh.tds.worker.mirror.Mirror;

class MirrorRebuildTest {

  private static final Duration IDLE_LIMIT = Duration.ofSeconds(20);

  private final SteppedWorker worker = new SteppedWorker();

  @AfterEach
  void close() {
    worker.close();
  }

  /** The worker derives columns and lines from a body, a rebuild from the record. Both agree. */
  @Test
  void aRebuildOfFullRecordsChangesNothing() throws SQLException {
    for (Kind kind : KindCatalogue.kinds()) {
      worker.deliver(kind.paths().iterator().next(), SampleRecords.record(kind.name()).toString());
    }
    worker.runAll();
    for (Kind kind : KindCatalogue.kinds()) {
      assertThat(command(kind.name(), true))
          .isEqualTo(
              "%s: 0 of 1 rows would change, 0 could not be read and stay as they are\n"
                  .formatted(kind.name()));
    }
  }

  @Test
  void columnsAndLinesFollowTheRecordAndVersionsStay() {
    invoice("1", "100.50");
    invoice("2", "7");
    Map<String, @Nullable Object> before = invoiceRow();
    forget("1");
    rebuild().runOnce();
    assertThat(invoiceRow()).isEqualTo(before);
    assertThat(progress("invoice"))
        .containsEntry("examined", 2L)
        .containsEntry("changed", 1L)
        .containsEntry("finished", true);
  }

  /** What a release does whose catalogue has a kind that was outside before. */
  @Test
  void recordsThatWereOutsideTheCatalogueMoveIntoTheirTable() {
    worker.deliver("packages", packed("newer", "P-2", "2026-11-02"));
    worker.deliver(
        "other/parcel", packed("newer", "old", "2026-11-01").replace("package", "parcel"));
    worker.deliver(
        "other/parcel", packed("moved", "P-1", "2026-11-01").replace("package", "parcel"));
    worker.deliver(
        "other/parcel", packed("gone", "P-3", "2026-11-01").replace("package", "parcel"));
    worker.deliver("other/parcel", "op=delete", "{\"parcel_id\":\"gone\"}");
    worker.runAll();
    worker.jdbc().sql("insert into tds_other_kinds values ('parcel'), ('widget')").update();
    // The records of such a kind have the members that its definition reads.
    worker
        .jdbc()
        .sql(
            "update zoho.other_records set record = replace(record::text, 'parcel_', 'package_')::jsonb")
        .update();

    assertThat(
            worker.row(
                "select tds_move_other_records('parcel', 'zoho.packages', 'package_id') as moved"))
        .containsEntry("moved", 2L);
    rebuild().runOnce();
    assertThat(
            worker
                .jdbc()
                .sql(
                    """
                    select concat_ws(' ', package_id, package_number, deleted_at is not null, version_time::date,
                                     (select count(*) from zoho.package_lines l where l.package_id = p.package_id))
                      from zoho.packages p
                     order by package_id
                    """)
                .query((row, number) -> row.getString(1))
                .list())
        .satisfiesExactly(
            gone -> assertThat(gone).startsWith("gone t ").endsWith(" 0"),
            moved -> assertThat(moved).isEqualTo("moved P-1 f 2026-11-01 1"),
            newer -> assertThat(newer).isEqualTo("newer P-2 f 2026-11-02 1"));
    assertThat(worker.count("zoho.other_records")).isZero();
    assertThat(worker.count("tds_other_kinds")).isOne();
  }

  private static String packed(String id, String number, String day) {
    return """
    {"package": {"package_id": "%s", "package_number": "%s", "date": "%3$s", "line_items": [{"item_id": "7"}],
                 "last_modified_time": "%3$sT10:00:00Z"}}
    """
        .formatted(id, number, day);
  }

  @Test
  void theSameDefinitionIsRebuiltOnce() {
    rebuild().runOnce();
    invoice("1", "100.50");
    forget("1");
    rebuild().runOnce();
    assertThat(total("1")).isNull();
    worker
        .jdbc()
        .sql("update tds_rebuilds set definition = 'of before' where entity_type = 'invoice'")
        .update();
    rebuild().runOnce();
    assertThat(total("1")).isEqualTo("100.50");
  }

  /** Records that came before the search did are found after the first start of a worker. */
  @Test
  void recordsWithoutWordsGetTheirs() {
    invoice("1", "100.50");
    worker.jdbc().sql("delete from tds_record_names").update();
    rebuild().runOnce();
    assertThat(
            worker.count(
                "tds_record_names where entity_type = 'invoice' and words @@ '1'::tsquery"))
        .isOne();
    worker.jdbc().sql("update tds_rebuilds set definition = 'of before'").update();
    rebuild().runOnce();
    assertThat(worker.count("tds_record_names")).isOne();
  }

  /** An older process beside a newer one must not start over with its own definition. */
  @Test
  void aRunningProcessStartsNothingOver() {
    MirrorRebuild older = rebuild();
    older.runOnce();
    invoice("1", "100.50");
    forget("1");
    worker
        .jdbc()
        .sql(
            """
            update tds_rebuilds set definition = 'of a newer release', finished_at = null
             where entity_type = 'invoice'
            """)
        .update();
    older.runOnce();
    assertThat(total("1")).isNull();
    assertThat(progress("invoice")).containsEntry("finished", false);
  }

  @Test
  void goesOnWhereTheLastRunEnded() {
    rebuild().runOnce();
    List.of("a", "b", "c").forEach(id -> invoice(id, "5"));
    worker.jdbc().sql("update zoho.invoices set total = null").update();
    worker
        .jdbc()
        .sql(
            """
            update tds_rebuilds set position = 'a', examined = 1, finished_at = null
             where entity_type = 'invoice'
            """)
        .update();
    rebuild().runOnce();
    assertThat(total("a")).isNull();
    assertThat(total("b")).isEqualTo("5");
    assertThat(total("c")).isEqualTo("5");
    assertThat(progress("invoice")).containsEntry("examined", 3L).containsEntry("finished", true);
  }

  @Test
  void pagesAreBoundedByRowsAndByBytes() {
    worker
        .jdbc()
        .sql(
            """
            insert into zoho.contacts (contact_id, version_time, version_arrival, record)
            select 'c' || n, now(), n, jsonb_build_object('contact_id', 'c' || n, 'contact_name', 'n' || n)
              from generate_series(1, 450) n
            union all
            select 'd' || n, now(), n,
                   jsonb_build_object('contact_id', 'd' || n, 'contact_name', 'n' || n, 'notes', repeat('x', 3000000))
              from generate_series(1, 3) n
            """)
        .update();
    rebuild().runOnce();
    assertThat(
            worker.count(
                "zoho.contacts where contact_name is null or notes is null and contact_id like 'd%'"))
        .isZero();
    assertThat(progress("contact")).containsEntry("examined", 453L).containsEntry("changed", 453L);
  }

  /**
   * Nobody knows which of the two members came last, so the column stays. An empty one is filled.
   */
  @Test
  void aColumnStaysWhereMembersOfTheRecordContradictEachOther() {
    worker.deliver("customers", "{\"contact_id\":\"1\",\"customer_credit_limit\":1}");
    worker.deliver("customers", "{\"contact_id\":\"1\",\"credit_limit\":2}");
    worker.deliver("customers", "{\"contact_id\":\"1\",\"customer_credit_limit\":3}");
    worker.runAll();
    String limit = "select credit_limit::text as value from zoho.contacts";
    assertThat(worker.row(limit)).containsEntry("value", "3");
    rebuild().runOnce();
    assertThat(worker.row(limit)).containsEntry("value", "3");
    worker.jdbc().sql("update zoho.contacts set credit_limit = null").update();
    Tables.empty(worker.jdbc(), "tds_rebuilds");
    rebuild().runOnce();
    assertThat(worker.row(limit)).containsEntry("value", "2");
  }

  @Test
  void tombstonesAndUnreadableRowsStay() {
    invoice("1", "5");
    invoice("2", "6");
    worker.deliver("invoices", "op=delete", "{\"invoice_id\":\"2\"}");
    worker.runAll();
    worker
        .jdbc()
        .sql(
            "update zoho.invoices set total = 4, record = record || '{\"total\": \"none\"}' where invoice_id = '1'")
        .update();
    rebuild().runOnce();
    assertThat(total("1")).isEqualTo("4");
    assertThat(total("2")).isNull();
    assertThat(progress("invoice"))
        .containsEntry("examined", 1L)
        .containsEntry("changed", 0L)
        .containsEntry("unreadable", 1L)
        .containsEntry("finished", true);
  }

  /** One value that PostgreSQL refused once stopped the kind, and every kind after it. */
  @Test
  void aRowThatTheDatabaseRefusesStaysAndTheOthersAreRebuilt() throws SQLException {
    List.of("1", "2", "3").forEach(id -> invoice(id, id));
    List.of("1", "2", "3").forEach(this::forget);
    worker.deliver("users", "{\"user_id\":\"1\",\"name\":\"After\"}");
    worker.runAll();
    worker.jdbc().sql("update zoho.users set name = null").update();
    worker
        .jdbc()
        .sql("alter table zoho.invoices add constraint refused check (total <> 2)")
        .update();
    rebuild().runOnce();
    assertThat(total("1")).isEqualTo("1");
    assertThat(total("2")).isNull();
    assertThat(total("3")).isEqualTo("3");
    assertThat(worker.count("zoho.invoice_lines")).isEqualTo(5);
    assertThat(progress("invoice"))
        .containsEntry("examined", 3L)
        .containsEntry("changed", 2L)
        .containsEntry("unreadable", 1L)
        .containsEntry("finished", true);
    assertThat(worker.count("zoho.users where name = 'After'")).isOne();
    assertThat(command("invoice", false))
        .isEqualTo("invoice: 0 of 3 rows changed, 1 could not be read and stay as they are\n");
  }

  /** A table that cannot be read is no fault of its rows. */
  @Test
  void aKindThatFailsIsRepeatedAndTheOthersGoOn() {
    invoice("1", "5");
    forget("1");
    worker.deliver("customers", "{\"contact_id\":\"1\",\"notes\":\"n\"}");
    worker.runAll();
    worker.jdbc().sql("alter table zoho.contacts rename column notes to renamed").update();
    MirrorRebuild rebuild = rebuild();
    assertThatThrownBy(rebuild::runOnce).hasMessageContaining("notes");
    assertThat(total("1")).isEqualTo("5");
    assertThat(progress("contact")).containsEntry("finished", false);
    worker.jdbc().sql("alter table zoho.contacts rename column renamed to notes").update();
    rebuild.runOnce();
    assertThat(progress("contact")).containsEntry("finished", true);
  }

  @Test
  void aLockedRowDelaysTheRebuildAndFailsNobody() throws SQLException {
    invoice("1", "5");
    forget("1");
    MirrorRebuild rebuild = rebuild(Duration.ofMillis(1));
    try (Connection handler = worker.connect()) {
      handler.setAutoCommit(false);
      handler.createStatement().execute("select 1 from zoho.invoices for update");
      rebuild.runOnce();
      KindCatalogue.kinds().forEach(kind -> rebuild.runOnce());
      assertThat(progress("invoice")).containsEntry("finished", false);
      handler.rollback();
    }
    rebuild().runOnce();
    assertThat(total("1")).isEqualTo("5");
  }

  @Test
  void aDryRunPrintsRowsAndColumnsAndChangesNone() throws SQLException {
    invoice("1", "5");
    forget("1");
    assertThat(command("invoice", true))
        .isEqualTo(
            """
            1: total, lines
            invoice: 1 of 1 rows would change, 0 could not be read and stay as they are
            """);
    assertThat(total("1")).isNull();
    assertThat(command("invoice", false))
        .isEqualTo("invoice: 1 of 1 rows changed, 0 could not be read and stay as they are\n");
    assertThat(total("1")).isEqualTo("5");
  }

  @Test
  void theCommandSaysWhatItExpects() {
    assertThat(RebuildCommand.run(List.of())).isEqualTo(2);
    assertThat(RebuildCommand.run(List.of("nothing"))).isEqualTo(2);
    assertThat(RebuildCommand.run(List.of("invoice", "--wet-run"))).isEqualTo(2);
  }

  private MirrorRebuild rebuild() {
    return rebuild(Duration.ofMinutes(1));
  }

  private MirrorRebuild rebuild(Duration longestRun) {
    return new MirrorRebuild(
        worker.jdbc(), worker.transactions(), new Mirror(worker.jdbc(), IDLE_LIMIT), longestRun);
  }

  private String command(String kind, boolean dryRun) throws SQLException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (Connection connection = worker.connect();
        PrintStream out = new PrintStream(printed, true, UTF_8)) {
      connection.setAutoCommit(false);
      RebuildCommand.run(KindCatalogue.kindOf(kind), dryRun, connection, out);
    }
    return printed.toString(UTF_8);
  }

  private void invoice(String id, String total) {
    UUID event =
        worker.deliver(
            "invoices",
            """
            {"invoice_id":"%s","total":%s,"last_modified_time":"2026-11-02T00:00:00+0300",
             "line_items":[{"line_item_id":"%1$s-1","quantity":1},{"line_item_id":"%1$s-2","quantity":2}]}
            """
                .formatted(id, total));
    worker.runAll();
    assertThat(worker.outcome(event)).isEqualTo("applied");
  }

  /** Empties a column and removes a line, as if an earlier release had not known them. */
  private void forget(String id) {
    worker
        .jdbc()
        .sql("update zoho.invoices set total = null where invoice_id = ?")
        .param(id)
        .update();
    worker
        .jdbc()
        .sql("delete from zoho.invoice_lines where invoice_id = ? and position = 2")
        .param(id)
        .update();
  }

  private @Nullable Object total(String id) {
    return worker
        .row("select total::text as value from zoho.invoices where invoice_id = ?", id)
        .get("value");
  }

  /** Everything that the tables hold of all invoices. */
  private Map<String, @Nullable Object> invoiceRow() {
    return worker.row(
        """
        select (select jsonb_agg(to_jsonb(i) order by invoice_id)::text from zoho.invoices i) as rows,
               (select jsonb_agg(to_jsonb(l) order by invoice_id, position)::text from zoho.invoice_lines l) as lines
        """);
  }

  private Map<String, @Nullable Object> progress(String kind) {
    return worker.row(
        """
        select examined, changed, unreadable, finished_at is not null as finished
          from tds_rebuilds where entity_type = ?
        """,
        kind);
  }
}
