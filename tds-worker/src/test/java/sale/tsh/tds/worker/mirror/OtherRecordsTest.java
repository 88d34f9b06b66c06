package sale.tsh.tds.worker.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.worker.SteppedWorker;

/** The rules of convergence hold for the records of every kind without a table of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherRecordsTest {

  private static final String NINE = "2026-11-01T09:00:00+0300";
  private static final String TEN = "2026-11-01T10:00:00+0300";
  private static final String ELEVEN = "2026-11-01T11:00:00+0300";
  private static final String LATER = "2999-01-01T00:00:00Z";

  private SteppedWorker worker;
  private String id = "";
  private int ids;

  @BeforeAll
  void start() {
    worker = new SteppedWorker();
  }

  @AfterAll
  void stop() {
    worker.close();
  }

  @BeforeEach
  void another() {
    id = "o" + ++ids;
  }

  @Test
  void writesTheColumnsAndKeepsTheWholeRecord() {
    worker.runEach(
        deliver(
            "zoho",
            "{'assembly_order':{'assembly_order_id':'%s','assembly_order_number':'AO-1','status':'open',"
                + "'date':'2026-11-01','created_time':'"
                + NINE
                + "','last_modified_time':'"
                + TEN
                + "','parts':[{'item_id':'7','quantity':2}]}}"));
    assertThat(
            worker.row(
                """
                select name, status, date::text, created_time = '%s' and last_modified_time = '%s' as timed,
                       record -> 'parts' -> 0 ->> 'item_id' as part, stale_since
                  from zoho.other_records
                 where entity_type = 'assembly_order' and entity_id = ?
                """
                    .formatted(NINE, TEN),
                id))
        .containsEntry("name", "AO-1")
        .containsEntry("status", "open")
        .containsEntry("date", "2026-11-01")
        .containsEntry("timed", true)
        .containsEntry("part", "7")
        .containsEntry("stale_since", null);
  }

  @Test
  void keepsKindsOfTheSameIdApart() {
    UUID widget = widget("Widget", TEN);
    UUID gadget = deliver("other/gadget", named("Gadget", NINE));
    worker.runEach(widget, gadget);
    assertThat(worker.outcome(gadget)).isEqualTo("applied");
    assertThat(widget()).containsEntry("name", "Widget");
    UUID deletion = deliver("other/gadget", "op=delete", "{'id':'%s'}");
    worker.runEach(deletion);
    assertThat(widget()).containsEntry("name", "Widget").containsEntry("deleted_at", null);
    assertThat(worker.count("zoho.other_records where entity_id = '" + id + "'")).isEqualTo(2);
  }

  @Test
  void supersedesAnOlderVersion() {
    UUID newer = widget("Newer", TEN);
    UUID older = widget("Older", NINE);
    worker.runEach(newer, older);
    assertThat(worker.outcome(newer)).isEqualTo("applied");
    assertThat(worker.outcome(older)).isEqualTo("superseded");
    assertThat(widget()).containsEntry("name", "Newer");
  }

  @Test
  void appliesTheNewestOfABatch() {
    UUID newest = widget("Newest", ELEVEN);
    UUID older = widget("Older", NINE);
    worker.runAll();
    assertThat(worker.outcome(newest)).isEqualTo("applied");
    assertThat(worker.outcome(older)).isEqualTo("superseded");
    assertThat(widget()).containsEntry("name", "Newest");
  }

  @Test
  void ordersTimelessBodiesByTheirArrivalInEitherOrder() {
    UUID first = deliver("other/widget", "{'id':'%s','name':'First'}");
    UUID second = deliver("other/widget", "{'id':'%s','name':'Second'}");
    worker.runEach(second, first);
    assertThat(widget()).containsEntry("name", "Second");
  }

  @Test
  void leavesTheSameContentUnchangedAndMovesTheVersion() {
    UUID first = widget("Same", NINE);
    UUID again = widget("Same", ELEVEN);
    worker.runEach(first, again);
    assertThat(worker.outcome(again)).isEqualTo("unchanged");
    assertThat(widget()).containsEntry("changed_by", first).containsEntry("event_id", again);
  }

  @Test
  void mergesMemberByMemberAndClearsABlank() {
    worker.runEach(
        deliver("other/widget", "{'id':'%s','name':'A','status':'open','x':1,'y':2}"),
        deliver("other/widget", "{'id':'%s','status':'','x':3}"));
    assertThat(widget()).containsEntry("name", "A").containsEntry("status", null);
    assertThat(String.valueOf(widget().get("record"))).contains("\"x\": 3", "\"y\": 2");
  }

  @Test
  void leavesATombstoneThatOnlyALaterTimeRevives() {
    worker.runEach(widget("Living", NINE));
    UUID deletion = deliver("zoho", "op=delete", "{'widget':{'widget_id':'%s'}}");
    UUID older = widget("Older", TEN);
    worker.runEach(deletion, older);
    assertThat(worker.outcome(deletion)).isEqualTo("applied");
    assertThat(worker.outcome(older)).isEqualTo("superseded");
    assertThat(widget())
        .containsEntry("name", null)
        .containsEntry("record", null)
        .hasEntrySatisfying("deleted_at", at -> assertThat(at).isNotNull());
    worker.runEach(widget("Revived", LATER));
    assertThat(widget()).containsEntry("name", "Revived").containsEntry("deleted_at", null);
  }

  @Test
  void leavesATombstoneOfAnUnknownRecord() {
    worker.runEach(deliver("other/widget", "op=delete", "{'id':'%s'}"));
    assertThat(widget())
        .hasEntrySatisfying("deleted_at", at -> assertThat(at).isNotNull())
        .containsEntry("record", null);
  }

  @Test
  void marksARecordOfWhichOnlyTheIdIsKnownAsStale() {
    UUID touch = deliver("zoho", "{'entity_type':'widget','entity_id':'%s'}");
    worker.runEach(touch);
    assertThat(worker.outcome(touch)).isEqualTo("incomplete");
    assertThat(widget()).hasEntrySatisfying("stale_since", at -> assertThat(at).isNotNull());
    worker.runEach(widget("Whole", LATER));
    assertThat(widget()).containsEntry("name", "Whole").containsEntry("stale_since", null);
  }

  @Test
  void marksARecordThatLosesItsTimeAsStale() {
    worker.runEach(widget("Timed", NINE));
    worker.runEach(deliver("other/widget", "{'id':'%s','name':'Timeless'}"));
    assertThat(widget())
        .containsEntry("name", "Timeless")
        .hasEntrySatisfying("stale_since", at -> assertThat(at).isNotNull());
  }

  /** A deletion whose time is not later loses, and a pull must find out which is true. */
  @Test
  void marksARecordAsStaleThatWonByTheClocksAlone() {
    worker.runEach(widget("Ahead", LATER));
    UUID deletion =
        deliver("other/widget", "op=delete", "{'id':'%s','last_modified_time':'" + NINE + "'}");
    worker.runEach(deletion);
    assertThat(worker.outcome(deletion)).isEqualTo("superseded");
    assertThat(widget())
        .containsEntry("name", "Ahead")
        .hasEntrySatisfying("stale_since", at -> assertThat(at).isNotNull());
  }

  @Test
  void leavesAnUnreadableDateOutOfItsColumn() {
    UUID event = deliver("other/widget", "{'id':'%s','name':'A','date':'06/09/2026'}");
    worker.runEach(event);
    assertThat(worker.outcome(event)).isEqualTo("applied");
    assertThat(widget()).containsEntry("name", "A").containsEntry("date", null);
    assertThat(worker.unreadable()).contains("widget");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zoho", "other/cm_vehicle"})
  void takesRecordsOfCustomModules(String path) {
    worker.runEach(
        deliver(
            path,
            "{'entity_type':'cm_vehicle','module_record':{'module_record_id':'%s','record_name':'Van'}}"));
    assertThat(
            worker.row(
                "select name from zoho.other_records where entity_type = 'cm_vehicle' and entity_id = ?",
                id))
        .containsEntry("name", "Van");
  }

  @Test
  void putsNoRecordOfTheCatalogueIntoOtherRecords() {
    UUID event = deliver("items", "{'item':{'item_id':'%s','name':'n'}}");
    worker
        .jdbc()
        .sql("update tds_sync_queue set entity_type = 'widget' where id = ?")
        .param(event)
        .update();
    worker.runAll();
    assertThat(worker.count("zoho.other_records where entity_id = '" + id + "'")).isZero();
    assertThat(worker.row("select error_message as error from tds_sync_queue where id = ?", event))
        .containsEntry("error", "the delivery's record is of kind item, and its event of widget");
  }

  private UUID widget(String name, String modified) {
    return deliver("other/widget", named(name, modified));
  }

  private static String named(String name, String modified) {
    return "{'id':'%%s','name':'%s','last_modified_time':'%s'}".formatted(name, modified);
  }

  private UUID deliver(String path, String template) {
    return deliver(path, "", template);
  }

  private UUID deliver(String path, String query, String template) {
    return worker.deliver(path, query, template.formatted(id).replace('\'', '"'));
  }

  private Map<String, @Nullable Object> widget() {
    return worker.row(
        "select * from zoho.other_records where entity_type = 'widget' and entity_id = ?", id);
  }
}
