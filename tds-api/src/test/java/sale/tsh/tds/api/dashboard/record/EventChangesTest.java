package sale.tsh.tds.api.dashboard.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sale.tsh.tds.api.dashboard.difference.MirrorContentReader;
import sale.tsh.tds.queue.Outcome;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventChangesTest {

  private RecordFixture records;
  private EventChangesReader changes;

  @BeforeAll
  void start() {
    records = new RecordFixture();
    changes =
        new EventChangesReader(
            new AppliedDeliveries(records.jdbc()), new MirrorContentReader(records.jdbc()));
  }

  @AfterAll
  void stop() {
    records.close();
  }

  @BeforeEach
  void empty() {
    records.emptyWithAPast();
  }

  @Test
  void updateWroteTheKeysThatDiffer() {
    records.item("\"name\": \"A\", \"sku\": \"S\", \"rate\": 1", Outcome.APPLIED);
    UUID id = records.item("\"sku\": \"S\", \"rate\": 2, \"name\": \"B\"", Outcome.APPLIED);
    assertWritten(id, true, "rate: 1 > 2", "name: \"A\" > \"B\"");
    assertThat(of(id).outcome()).isEqualTo("applied");
  }

  /** The mirror merges key by key, so a prior value may come from a much older delivery. */
  @Test
  void eachKeyIsComparedWithTheNewestDeliveryThatHasIt() {
    records.item("\"name\": \"A\", \"rate\": 1", Outcome.APPLIED);
    records.item("\"name\": \"B\"", Outcome.APPLIED);
    UUID id = records.item("\"name\": \"C\", \"rate\": 2", Outcome.APPLIED);
    assertWritten(id, true, "name: \"B\" > \"C\"", "rate: 1 > 2");
  }

  @Test
  void idsAndAmountsKeepEveryDigit() {
    records.item(
        "\"tax_id\": 4600000000260490001, \"rate\": 10.00, \"price\": 5.0", Outcome.APPLIED);
    UUID id =
        records.item(
            "\"tax_id\": 4600000000260490002, \"rate\": 10.50, \"price\": 5.00", Outcome.APPLIED);
    assertWritten(
        id, true, "tax_id: 4600000000260490001 > 4600000000260490002", "rate: 10.00 > 10.50");
  }

  @Test
  void listsAndObjectsAreComparedByTheirContent() {
    records.item("\"a\": {\"x\": 1, \"y\": [2.0]}, \"b\": [{\"z\": 1}]", Outcome.APPLIED);
    UUID id = records.item("\"a\": {\"y\": [2], \"x\": 1}, \"b\": [{\"z\": 2}]", Outcome.APPLIED);
    assertWritten(id, true, "b[0].z: 1 > 2");
  }

  @Test
  void nullIsAValue() {
    records.item("\"name\": null, \"sku\": \"S\"", Outcome.APPLIED);
    UUID id = records.item("\"name\": \"A\", \"sku\": null", Outcome.APPLIED);
    assertWritten(id, true, "name: null > \"A\"", "sku: \"S\" > null");
  }

  @Test
  void keysOfACreatedRecordAreNew() {
    UUID id = records.item("\"name\": \"A\", " + createdAt("10"), Outcome.APPLIED);
    assertThat(of(id).complete()).isTrue();
    assertThat(of(id).changes())
        .extracting(EventChanges.FieldChange::key)
        .containsExactly("item_id", "name", "created_time", "last_modified_time");
    assertThat(of(id).changes()).extracting(EventChanges.FieldChange::before).containsOnlyNulls();
    UUID next = records.item("\"rate\": 1, " + modifiedAt("11"), Outcome.APPLIED);
    assertWritten(
        next,
        true,
        "rate: nothing > 1",
        "last_modified_time: \"2026-11-01T10:00:00Z\" > \"2026-11-01T11:00:00Z\"");
  }

  /** Without the older deliveries it is unknown whether the key had a value. */
  @Test
  void changesSayWhenPriorValuesAreNoLongerKept() {
    UUID gone = records.item("\"name\": \"A\", \"rate\": 1", Outcome.APPLIED);
    records.item("\"name\": \"B\"", Outcome.APPLIED);
    UUID id = records.item("\"name\": \"C\", \"rate\": 2", Outcome.APPLIED);
    records.jdbc().sql("delete from tds_inbox_events where id = :id").param("id", gone).update();
    assertWritten(id, false, "name: \"B\" > \"C\"", "rate: nothing > 2");
  }

  @Test
  void firstDeliveryBeginsTheRecordIfRetentionRemovedNothing() {
    records.empty();
    records.item("\"name\": \"A\"", Outcome.APPLIED);
    UUID id = records.item("\"rate\": 2", Outcome.APPLIED);
    assertWritten(id, true, "rate: nothing > 2");
  }

  /** The log no longer says whether the delivery was applied, so its values do not count. */
  @Test
  void deliveryWithoutALoggedAttemptEndsTheWalk() {
    records.item("\"name\": \"A\", \"rate\": 1", Outcome.APPLIED);
    UUID forgotten = records.item("\"name\": \"B\", \"rate\": 2", Outcome.APPLIED);
    records.item("\"name\": \"C\"", Outcome.APPLIED);
    UUID id = records.item("\"name\": \"D\", \"rate\": 3", Outcome.APPLIED);
    forget(forgotten);
    assertWritten(id, false, "name: \"C\" > \"D\"", "rate: nothing > 3");
    assertThat(of(forgotten)).isEqualTo(EventChanges.none(Effect.UNKNOWN, null));
  }

  @Test
  void walkSkipsDeliveriesThatWereNotApplied() {
    records.item("\"name\": \"A\"", Outcome.APPLIED);
    records.item("\"name\": \"B\"", Outcome.SUPERSEDED);
    records.failed(records.item("\"name\": \"C\""), "no");
    records.item("\"name\": \"D\"");
    UUID id = records.item("\"name\": \"E\"", Outcome.APPLIED);
    assertWritten(id, true, "name: \"A\" > \"E\"");
  }

  /** The content was the same, but the version moved. */
  @Test
  void unchangedDeliveryCountsAsPriorValues() {
    records.item("\"name\": \"A\", " + modifiedAt("10"), Outcome.APPLIED);
    records.item("\"name\": \"A\", " + modifiedAt("11"), Outcome.UNCHANGED);
    UUID id = records.item("\"name\": \"A\", " + modifiedAt("12"), Outcome.APPLIED);
    assertWritten(
        id, true, "last_modified_time: \"2026-11-01T11:00:00Z\" > \"2026-11-01T12:00:00Z\"");
  }

  /** A delivery that came in late has an older version, but was applied first. */
  @Test
  void walkFollowsTheOrderOfVersions() {
    UUID newer = records.failed(records.item("\"name\": \"New\", " + modifiedAt("12")), "not yet");
    records.item("\"name\": \"Old\", " + modifiedAt("11"), Outcome.APPLIED);
    records.ended(newer, Outcome.APPLIED);
    assertWritten(
        newer,
        true,
        "name: \"Old\" > \"New\"",
        "last_modified_time: \"2026-11-01T11:00:00Z\" > \"2026-11-01T12:00:00Z\"");
  }

  @Test
  void deletionIsShownAndTheNextDeliveryBeginsTheRecordAgain() {
    records.item("\"name\": \"A\", \"rate\": 1", Outcome.APPLIED);
    UUID deletion = records.deletion("\"name\": \"A\"", Outcome.APPLIED);
    UUID again = records.deletion("\"name\": \"B\"", Outcome.UNCHANGED);
    UUID revival =
        records.item(
            "\"name\": \"A\", \"last_modified_time\": \"2999-01-01T00:00:00Z\"", Outcome.APPLIED);
    assertThat(of(deletion)).isEqualTo(EventChanges.none(Effect.DELETED, "applied"));
    assertThat(of(again)).isEqualTo(EventChanges.none(Effect.NOTHING, "unchanged"));
    assertThat(of(revival).complete()).isTrue();
    assertThat(of(revival).changes())
        .extracting(EventChanges.FieldChange::before)
        .containsOnlyNulls();
  }

  @ParameterizedTest
  @EnumSource(names = "APPLIED", mode = EnumSource.Mode.EXCLUDE)
  void deliveryThatWasNotAppliedWroteNothing(Outcome outcome) {
    UUID id = records.item("\"name\": \"A\"", outcome);
    assertThat(of(id)).isEqualTo(EventChanges.none(Effect.NOTHING, outcome.text()));
  }

  @Test
  void waitingOrFailedEventWroteNothing() {
    UUID id = records.item("\"name\": \"A\"");
    assertThat(of(id).effect()).isEqualTo(Effect.PENDING);
    assertThat(of(id).outcome()).isNull();
    records.failed(id, "no");
    assertThat(of(id).effect()).isEqualTo(Effect.NOTHING);
    assertThat(of(id).outcome()).isEqualTo("failed");
    assertThat(of(id).changes()).isEmpty();
    assertThat(changes.of(UUID.randomUUID())).isEmpty();
  }

  @Test
  void waitingOrFailedEventShowsWhatItWouldChange() {
    UUID id = records.item("\"name\": \"A\", \"rate\": 2, " + modifiedAt("11"));
    assertThat(lines(of(id).wouldChange()))
        .containsExactly(
            "item_id: nothing > \"1\"",
            "name: nothing > \"A\"",
            "rate: nothing > 2",
            "last_modified_time: nothing > \"2026-11-01T11:00:00Z\"");
    inMirror("2026-11-01T10:00:00Z", "{\"item_id\": \"1\", \"name\": \"A\", \"rate\": 1.0}");
    String[] expected = {"rate: 1.0 > 2", "last_modified_time: nothing > \"2026-11-01T11:00:00Z\""};
    assertThat(lines(of(id).wouldChange())).containsExactly(expected);
    records.failed(id, "no");
    assertThat(lines(of(id).wouldChange())).containsExactly(expected);
    inMirror("2026-11-01T12:00:00Z", "{\"item_id\": \"1\", \"name\": \"B\"}");
    assertThat(of(id).wouldChange()).isEmpty();
  }

  private void inMirror(String time, String record) {
    records
        .jdbc()
        .sql(
            """
            insert into zoho.items (item_id, version_time, version_arrival, record)
            values ('1', :time::timestamptz, 1, :record::jsonb)
                on conflict (item_id) do update
               set version_time = excluded.version_time, record = excluded.record
            """)
        .param("time", time)
        .param("record", record)
        .update();
  }

  @Test
  void walkReadsAtMostTwentyBodies() {
    records.item("\"old\": 1", Outcome.APPLIED);
    for (int i = 1; i <= AppliedDeliveries.MOST; i++) {
      records.item("\"name\": \"" + i + "\"", Outcome.APPLIED);
    }
    UUID id = records.item("\"old\": 2", Outcome.APPLIED);
    assertWritten(id, false, "old: nothing > 2");
    records.jdbc().sql("delete from tds_inbox_events where body like '%\"20\"%'").update();
    assertWritten(id, true, "old: 1 > 2");
  }

  @Test
  void walkReadsAtMostTwoMebibytes() {
    String large = "\"notes\": \"" + "x".repeat(AppliedDeliveries.MOST_BYTES / 3) + "%d\"";
    records.item("\"old\": 1", Outcome.APPLIED);
    records.item(large.formatted(1), Outcome.APPLIED);
    records.item(large.formatted(2), Outcome.APPLIED);
    assertWritten(records.item("\"old\": 2", Outcome.APPLIED), true, "old: 1 > 2");
    records.item(large.formatted(3), Outcome.APPLIED);
    UUID id = records.item("\"new\": 1, \"old\": 2", Outcome.APPLIED);
    assertWritten(id, false, "new: nothing > 1");
    UUID tooLarge =
        records.item(
            "\"notes\": \"" + "x".repeat(AppliedDeliveries.MOST_BYTES) + "\"", Outcome.APPLIED);
    assertThat(of(tooLarge)).isEqualTo(EventChanges.none(Effect.TOO_LARGE, "applied"));
  }

  private void assertWritten(UUID id, boolean complete, String... expected) {
    EventChanges written = of(id);
    assertThat(written.effect()).isEqualTo(Effect.WRITTEN);
    assertThat(lines(written.changes())).containsExactly(expected);
    assertThat(written.complete()).isEqualTo(complete);
  }

  private EventChanges of(UUID id) {
    return changes.of(id).orElseThrow();
  }

  private static List<String> lines(@Nullable List<EventChanges.FieldChange> changes) {
    return Objects.requireNonNull(changes).stream()
        .map(change ->
            "%s: %s > %s"
                .formatted(
                    change.key(),
                    change.before() == null ? "nothing" : change.before(),
                    change.after()))
        .toList();
  }

  private void forget(UUID event) {
    records
        .jdbc()
        .sql("delete from tds_sync_logs where queue_id = :id")
        .param("id", event)
        .update();
  }

  private static String createdAt(String hour) {
    return "\"created_time\": \"2026-11-01T%1$s:00:00Z\", %2$s".formatted(hour, modifiedAt(hour));
  }

  private static String modifiedAt(String hour) {
    return "\"last_modified_time\": \"2026-11-01T%s:00:00Z\"".formatted(hour);
  }
}
