package sale.tsh.tds.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sale.tsh.tds.search.NameKeeper;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

/** What the intake keeps of a record's number, name and words, before any event was applied. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamedAtIntakeTest {

  private static final Instant TEN = Instant.parse("2026-11-01T10:00:00Z");

  private TestDatabase database;
  private Inbox inbox;
  private NameKeeper keeper;

  @BeforeAll
  void start() {
    database = TestDatabase.migrated();
    inbox = database.inbox();
    keeper = new NameKeeper(database.jdbc(), database.transactions());
  }

  @AfterAll
  void stop() {
    database.close();
  }

  @BeforeEach
  void empty() {
    Tables.empty(
        database.jdbc(),
        "tds_sync_queue",
        "tds_inbox_events",
        "tds_record_names",
        "tds_new_labels");
  }

  @Test
  void recordsOfABatchAreNamedInItsCommit() {
    inbox.acceptAll(List.of(item("1", "Cable", 0), item("2", "Charger", 0)), false);
    assertThat(waiting()).isEqualTo(2);
    keeper.runOnce();
    assertThat(waiting()).isZero();
    assertThat(names()).containsExactly("1 Cable", "2 Charger");
    assertThat(found("charg")).containsExactly("2");
  }

  @Test
  void deliveryThatSaysNothingNewChangesNothing() {
    inbox.accept(item("1", "Cable", 0));
    keeper.runOnce();
    String written = text("select xmin || ' ' || xmax || ' ' || arrival from tds_record_names");
    inbox.acceptAll(List.of(item("1", "Cable", 1)), false);
    keeper.runOnce();
    assertThat(waiting()).isZero();
    assertThat(text("select xmin || ' ' || xmax || ' ' || arrival from tds_record_names"))
        .isEqualTo(written);
  }

  @Test
  void deliveryWithoutANameLeavesTheOneThatIsKnown() {
    inbox.accept(item("1", "Cable", 0));
    keeper.runOnce();
    inbox.accept(item("1", null, 1));
    keeper.runOnce();
    assertThat(names()).containsExactly("1 Cable");
    assertThat(found("cable")).containsExactly("1");
  }

  /** Before the task has run, each delivery is written down. */
  @Test
  void newestOfSeveralDeliveriesNamesTheRecord() {
    inbox.accept(item("1", "Cable", 0));
    inbox.accept(item("1", "Charger", 1));
    inbox.accept(item("1", null, 2));
    keeper.runOnce();
    assertThat(names()).containsExactly("1 Charger");
    assertThat(found("cable")).containsExactly("1");
  }

  /** A transaction may commit after one that has drawn a later arrival. */
  @Test
  void labelThatCameLateTakesNothingFromANewerOne() {
    inbox.accept(item("1", "Cable", 0));
    inbox.accept(item("1", "Charger", 1));
    database
        .jdbc()
        .sql("create table late as select * from tds_new_labels where name = 'Cable'")
        .update();
    database.jdbc().sql("delete from tds_new_labels where name = 'Cable'").update();
    keeper.runOnce();
    database.jdbc().sql("insert into tds_new_labels select * from late").update();
    keeper.runOnce();
    assertThat(names()).containsExactly("1 Charger");
    assertThat(found("cable")).containsExactly("1");
  }

  @Test
  void renamedRecordIsFoundByBothNames() {
    inbox.accept(item("1", "Cable", 0));
    inbox.accept(item("1", "Charger", 1));
    keeper.runOnce();
    inbox.accept(item("1", "Lamp", 2));
    keeper.runOnce();
    assertThat(names()).containsExactly("1 Lamp");
    assertThat(found("cable")).containsExactly("1");
    assertThat(found("charger")).containsExactly("1");
    assertThat(found("lamp")).containsExactly("1");
  }

  @Test
  void recordWithoutANameIsFoundByItsId() {
    inbox.accept(item("4815000000044208", null, 0));
    keeper.runOnce();
    assertThat(found("44208")).containsExactly("4815000000044208");
  }

  /** A name that never stays the same must not fill its row without end. */
  @Test
  void wordsOfARecordAreBounded() {
    for (int i = 0; i < 60; i++) {
      inbox.accept(item("1", "a%1$d b%1$d c%1$d d%1$d e%1$d".formatted(1000 + i), i));
      keeper.runOnce();
    }
    assertThat(Integer.parseInt(text("select length(words) from tds_record_names")))
        .isBetween(5, 220);
    assertThat(found("1059")).containsExactly("1");
  }

  /** An id may be any sign. */
  @Test
  void labelWithoutAWordHoldsUpNoOther() {
    inbox.accept(item("-", "Cable", 0));
    inbox.accept(item("-", null, 1));
    inbox.accept(item("+", null, 2));
    inbox.accept(item("1", "Lamp", 3));
    keeper.runOnce();
    assertThat(waiting()).isZero();
    assertThat(found("cable")).containsExactly("-");
    assertThat(found("lamp")).containsExactly("1");
  }

  /** Two names with the same {@link String#hashCode}. */
  @Test
  void similarNameIsNew() {
    inbox.accept(item("1", "AaCo", 0));
    keeper.runOnce();
    inbox.accept(item("1", "BBCo", 1));
    keeper.runOnce();
    assertThat(names()).containsExactly("1 BBCo");
  }

  /** It may run beside this release during an upgrade, or after it. */
  @Test
  void wordsOfAnEarlierReleaseAreMerged() {
    database
        .jdbc()
        .sql(
            """
            insert into tds_record_names (entity_type, entity_id, name, new_words, arrival)
            values ('item', '1', 'Cable', 'cable  usb ', 1)
            """)
        .update();
    keeper.runOnce();
    assertThat(found("usb")).containsExactly("1");
    assertThat(text("select count(*) from tds_record_names where new_words is null"))
        .isEqualTo("1");
  }

  /** PostgreSQL's list of words has a limit of a megabyte. */
  @Test
  void wordsOfManyDeliveriesAreBounded() {
    for (int i = 0; i < 60; i++) {
      inbox.accept(item("1", "a%1$d b%1$d c%1$d d%1$d e%1$d".formatted(1000 + i), i));
    }
    keeper.runOnce();
    assertThat(Integer.parseInt(text("select length(words) from tds_record_names")))
        .isBetween(5, 120);
    assertThat(found("1059")).containsExactly("1");
    assertThat(found("1000")).isEmpty();
  }

  @Test
  void aRunMergesFourPages() {
    database
        .jdbc()
        .sql(
            """
            insert into tds_new_labels (entity_type, entity_id, texts, phones, arrival)
            select 'item', n::text, 'cable', '', n from generate_series(1, 2001) n
            """)
        .update();
    keeper.runOnce();
    assertThat(found("cable")).hasSize(2000);
    keeper.runOnce();
    assertThat(found("cable")).hasSize(2001);
    assertThat(waiting()).isZero();
  }

  private int waiting() {
    return database.count("tds_new_labels");
  }

  private List<String> names() {
    return database
        .jdbc()
        .sql("select entity_id || ' ' || name from tds_record_names order by entity_id")
        .query((row, number) -> row.getString(1))
        .list();
  }

  private List<String> found(String word) {
    return database
        .jdbc()
        .sql("select entity_id from tds_record_names where words @@ :word::tsquery")
        .param("word", "'%s':* | '~%s':*".formatted(word, new StringBuilder(word).reverse()))
        .query((row, number) -> row.getString(1))
        .list();
  }

  private String text(String sql) {
    return database.jdbc().sql(sql).query(String.class).single();
  }

  /** Each has another content, so none is a duplicate. */
  private static ReceivedChange item(String id, @Nullable String name, int version) {
    String body =
        name == null
            ? "{\"item_id\": \"%s\", \"rate\": %d}".formatted(id, version)
            : "{\"item_id\": \"%s\", \"name\": \"%s\", \"rate\": %d}".formatted(id, name, version);
    return ReceivedChange.of(
        SampleChanges.received(body, null),
        SampleChanges.change(id, body, Optional.of(TEN.plusSeconds(version))));
  }
}
