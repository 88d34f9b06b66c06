package sale.tsh.tds.worker.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sale.tsh.tds.inbox.PulledAt;
import sale.tsh.tds.worker.SteppedWorker;

/** The rules of convergence of docs/architecture.md, each with its own test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConvergenceRulesTest {

  private static final String NINE = "2026-11-01T09:00:00+0300";
  private static final String TEN = "2026-11-01T10:00:00+0300";
  private static final String ELEVEN = "2026-11-01T11:00:00+0300";

  /** Later than any arrival in this test, so that it can revive a record deleted just now. */
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
    id = "r" + ++ids;
  }

  @Nested
  class Versions {

    /** Lesson 9: a retry overwrote newer data with older. */
    @Test
    void anOlderVersionIsSuperseded() {
      UUID newer = item("Newer", TEN);
      UUID older = item("Older", NINE);
      worker.runEach(newer, older);
      assertThat(worker.outcome(newer)).isEqualTo("applied");
      assertThat(worker.outcome(older)).isEqualTo("superseded");
      assertThat(item()).containsEntry("name", "Newer");
    }

    @Test
    void aNewerVersionIsApplied() {
      worker.runEach(item("Older", NINE), item("Newer", TEN));
      assertThat(item()).containsEntry("name", "Newer");
    }

    @Test
    void aBatchAppliesTheNewestAndSupersedesTheRest() {
      UUID newest = item("Newest", ELEVEN);
      UUID older = item("Older", NINE);
      UUID newer = item("Newer", TEN);
      worker.runAll();
      assertThat(item()).containsEntry("name", "Newest");
      assertThat(worker.outcome(newest)).isEqualTo("applied");
      assertThat(worker.outcome(older)).isEqualTo("superseded");
      assertThat(worker.outcome(newer)).isEqualTo("superseded");
    }

    @Test
    void laterArrivalWinsWithinOneSecondInEitherOrder() {
      UUID first = item("First", TEN);
      UUID second = item("Second", TEN);
      worker.runEach(second, first);
      assertThat(item()).containsEntry("name", "Second");
      assertThat(worker.outcome(first)).isEqualTo("superseded");
    }

    @Test
    void timelessBodiesFollowTheirArrivalInEitherOrder() {
      UUID first = deliver("items", "{'item':{'item_id':'%s','name':'First','rate':1}}");
      UUID second = deliver("items", "{'item':{'item_id':'%s','name':'Second','rate':1}}");
      worker.runEach(second, first);
      assertThat(item()).containsEntry("name", "Second");
    }

    @Test
    void updatedTimeReplacesAMissingLastModifiedTime() {
      UUID newer =
          deliver("items", "{'item':{'item_id':'%s','name':'N','updated_time':'" + TEN + "'}}");
      UUID older =
          deliver("items", "{'item':{'item_id':'%s','name':'O','updated_time':'" + NINE + "'}}");
      worker.runEach(newer, older);
      assertThat(item()).containsEntry("name", "N");
    }

    @Test
    void theSameContentIsUnchangedAndStillMovesTheVersion() {
      UUID first = item("Same", NINE);
      UUID again = item("Same", ELEVEN);
      UUID between = item("Between", TEN);
      worker.runEach(first, again, between);
      assertThat(worker.outcome(again)).isEqualTo("unchanged");
      assertThat(worker.outcome(between)).isEqualTo("superseded");
      assertThat(item()).containsEntry("name", "Same").containsEntry("changed_by", first);
    }
  }

  @Nested
  class Deletes {

    /** Lesson 9: a delete was handled as an upsert. */
    @Test
    void deleteLeavesATombstoneWithTheKeyAndTheVersion() {
      worker.runEach(invoice("'line_items':[{'name':'a'}]", TEN));
      UUID deletion = deliver("invoices", "op=delete", "{'invoice':{'invoice_id':'%s'}}");
      worker.runAll();
      assertThat(worker.outcome(deletion)).isEqualTo("applied");
      assertThat(worker.row("select * from zoho.invoices where invoice_id = ?", id))
          .containsEntry("invoice_number", null)
          .containsEntry("record", null)
          .hasEntrySatisfying("deleted_at", at -> assertThat(at).isNotNull());
      assertThat(worker.count("zoho.invoice_lines where invoice_id = '" + id + "'")).isZero();
    }

    @Test
    void deleteOfAnUnknownRecordLeavesATombstoneToo() {
      UUID deletion = deliver("items", "op=delete", "{'item_id':'%s'}");
      worker.runAll();
      assertThat(worker.outcome(deletion)).isEqualTo("applied");
      assertThat(deletedAt()).isNotNull();
      UUID older = item("Older", TEN);
      worker.runAll();
      assertThat(worker.outcome(older)).isEqualTo("superseded");
    }

    @Test
    void deleteWinsATie() {
      UUID deletion = deliver("items", "op=delete", versioned("Deleted", LATER));
      UUID edit = item("Edited", LATER);
      worker.runEach(deletion, edit);
      assertThat(deletedAt()).isNotNull();
      another();
      edit = item("Edited", LATER);
      deletion = deliver("items", "op=delete", versioned("Deleted", LATER));
      worker.runEach(edit, deletion);
      assertThat(deletedAt()).isNotNull();
      another();
      edit = item("Edited", LATER);
      deletion = deliver("items", "op=delete", versioned("Deleted", LATER));
      worker.runEach(deletion, edit);
      assertThat(deletedAt()).isNotNull();
    }

    @Test
    void deleteYieldsToAnEditWhoseOwnTimeIsLater() {
      UUID deletion = deliver("items", "op=delete", versioned("Deleted", TEN));
      UUID edit = item("Revived", LATER);
      worker.runEach(deletion, edit);
      assertThat(worker.outcome(edit)).isEqualTo("applied");
      assertThat(deletedAt()).isNull();
      assertThat(item()).containsEntry("name", "Revived");
    }

    @Test
    void deleteIsSupersededByAnEditWhoseOwnTimeIsLater() {
      UUID edit = item("Alive", LATER);
      UUID deletion = deliver("items", "op=delete", versioned("Deleted", TEN));
      worker.runEach(edit, deletion);
      assertThat(worker.outcome(deletion)).isEqualTo("superseded");
      assertThat(deletedAt()).isNull();
    }

    @Test
    void deleteIsNeverUndoneByAnArrivalAlone() {
      UUID first = deliver("items", "{'item':{'item_id':'%s','name':'First','rate':1}}");
      UUID deletion = deliver("items", "op=delete", "{'item_id':'%s'}");
      UUID after = deliver("items", "{'item':{'item_id':'%s','name':'After','rate':1}}");
      worker.runEach(first, deletion, after);
      assertThat(deletedAt()).isNotNull();
      assertThat(worker.outcome(after)).isEqualTo("superseded");
      another();
      first = deliver("items", "{'item':{'item_id':'%s','name':'First','rate':1}}");
      deletion = deliver("items", "op=delete", "{'item_id':'%s'}");
      after = deliver("items", "{'item':{'item_id':'%s','name':'After','rate':1}}");
      worker.runEach(after, first, deletion);
      assertThat(deletedAt()).as("in another order").isNotNull();
    }

    /** A wrong webhook had deleted the record, and nothing brought it back. */
    @Test
    void deleteYieldsToARecordThatWasPulledLaterInEitherOrder() {
      for (boolean inOrder : new boolean[] {true, false}) {
        another();
        worker.runEach(item("Before", NINE));
        UUID deletion = deliver("items", "op=delete", "{'item_id':'%s'}");
        UUID pulled = pull(worker.inbox().drawPulledAt(), "Pulled", NINE);
        worker.runEach(inOrder ? deletion : pulled, inOrder ? pulled : deletion);
        assertThat(deletedAt()).as("in order: %s", inOrder).isNull();
        assertThat(item()).containsEntry("name", "Pulled").containsEntry("stale_since", null);
        worker.runEach(item("Edited", TEN));
        assertThat(item()).containsEntry("name", "Edited");
      }
    }

    @Test
    void deleteThatComesInWhileZohoAnswersWinsInEitherOrder() {
      for (boolean inOrder : new boolean[] {true, false}) {
        another();
        PulledAt asked = worker.inbox().drawPulledAt();
        UUID deletion = deliver("items", "op=delete", "{'item_id':'%s'}");
        UUID pulled = pull(asked, "Pulled", NINE);
        worker.runEach(inOrder ? deletion : pulled, inOrder ? pulled : deletion);
        assertThat(deletedAt()).as("in order: %s", inOrder).isNotNull();
      }
    }

    @Test
    void deleteOfAPulledRecordWinsAgainstAnEarlierPull() {
      UUID first = deliver("items", "op=delete", "{'item_id':'%s'}");
      UUID pulled = pull(worker.inbox().drawPulledAt(), "Pulled", NINE);
      UUID second = deliver("items", "op=delete", "{'item_id':'%s','sku':'again'}");
      worker.runEach(second, pulled, first);
      assertThat(deletedAt()).isNotNull();
    }

    @Test
    void deleteWithOnlyAnIdIsNeverIncomplete() {
      UUID deletion = deliver("items", "op=delete", "{'item':{'item_id':'%s'}}");
      worker.runAll();
      assertThat(worker.outcome(deletion)).isEqualTo("applied");
      assertThat(item()).containsEntry("stale_since", null);
    }
  }

  /** The database's clock is slow or was set back, so that later arrivals seem to be older. */
  @Nested
  class Clocks {

    @Test
    void timelessUpdateIsNewerThanEarlierArrivalsInEitherOrder() {
      for (boolean inOrder : new boolean[] {true, false}) {
        another();
        UUID timed = item("Timed", soon());
        UUID timeless = deliver("items", "{'item':{'item_id':'%s','name':'Timeless','rate':2}}");
        run(inOrder, timed, timeless);
        assertThat(item()).as("in order: %s", inOrder).containsEntry("name", "Timeless");
        assertThat(worker.outcome(timeless)).isEqualTo("applied");
      }
    }

    @Test
    void timelessDeleteIsNewerThanEarlierArrivalsInEitherOrder() {
      for (boolean inOrder : new boolean[] {true, false}) {
        another();
        UUID timed = item("Timed", soon());
        UUID deletion = deliver("items", "op=delete", "{'item_id':'%s'}");
        run(inOrder, timed, deletion);
        assertThat(deletedAt()).as("in order: %s", inOrder).isNotNull();
      }
    }

    @Test
    void timelessUpdatesFollowTheirArrivalWhenTheClockIsSetBack() {
      for (boolean inOrder : new boolean[] {true, false}) {
        another();
        UUID before = deliver("items", "{'item':{'item_id':'%s','name':'Before','rate':1}}");
        setBack(before);
        UUID after = deliver("items", "{'item':{'item_id':'%s','name':'After','rate':1}}");
        run(inOrder, before, after);
        assertThat(item()).as("in order: %s", inOrder).containsEntry("name", "After");
      }
      another();
      setBack(deliver("items", "{'item':{'item_id':'%s','name':'Before','rate':1}}"));
      deliver("items", "{'item':{'item_id':'%s','name':'After','rate':1}}");
      worker.runAll();
      assertThat(item()).as("of one set").containsEntry("name", "After");
    }

    @Test
    void deleteSupersedesATimelessUpdateThatSeemsLater() {
      UUID before = deliver("items", "{'item':{'item_id':'%s','name':'Before','rate':1}}");
      setBack(before);
      UUID deletion = deliver("items", "op=delete", "{'item_id':'%s'}");
      worker.runEach(before, deletion);
      assertThat(deletedAt()).isNotNull();
    }

    /** The update may be the newer of the two by Zoho's clock, but nobody can tell. */
    @Test
    void timedUpdateThatArrivesAfterATimelessOneAndSeemsOlderMakesTheRecordStale() {
      UUID timeless = deliver("items", "{'item':{'item_id':'%s','name':'Timeless','rate':2}}");
      UUID timed = item("Timed", TEN);
      worker.runEach(timeless, timed);
      assertThat(worker.outcome(timed)).isEqualTo("superseded");
      assertThat(item()).containsEntry("name", "Timeless");
      assertThat(item().get("stale_since")).isNotNull();
      worker.runEach(item("Settled", LATER));
      assertThat(item()).containsEntry("name", "Settled").containsEntry("stale_since", null);
    }

    /** The record would otherwise stay stale, and would be pulled again and again. */
    @Test
    void timelessUpdateYieldsToARecordThatWasPulledLaterInEitherOrder() {
      for (boolean inOrder : new boolean[] {true, false}) {
        another();
        worker.runEach(item("Before", NINE));
        UUID timeless = deliver("items", "{'item':{'item_id':'%s','name':'Timeless','rate':2}}");
        if (inOrder) {
          worker.runEach(timeless);
          assertThat(item().get("stale_since")).isNotNull();
        }
        UUID pulled = pull(worker.inbox().drawPulledAt(), "Pulled", NINE);
        worker.runEach(inOrder ? new UUID[] {pulled} : new UUID[] {pulled, timeless});
        assertThat(item())
            .as("in order: %s", inOrder)
            .containsEntry("name", "Pulled")
            .containsEntry("stale_since", null);
        assertThat(worker.outcome(pulled)).isEqualTo("applied");
        assertThat(worker.outcome(timeless)).isEqualTo(inOrder ? "applied" : "superseded");
      }
    }

    @Test
    void timelessUpdateThatComesInWhileZohoAnswersWinsInEitherOrder() {
      for (boolean inOrder : new boolean[] {true, false}) {
        another();
        PulledAt asked = worker.inbox().drawPulledAt();
        UUID timeless = deliver("items", "{'item':{'item_id':'%s','name':'Timeless','rate':2}}");
        UUID pulled = pull(asked, "Pulled", NINE);
        run(inOrder, pulled, timeless);
        assertThat(item()).as("in order: %s", inOrder).containsEntry("name", "Timeless");
      }
    }

    @Test
    void aChangeAfterAPullThatHasNotRunYetWinsOverATimelessOneBefore() {
      UUID timeless = deliver("items", "{'item':{'item_id':'%s','name':'Timeless','rate':2}}");
      worker.runEach(timeless);
      UUID pulled = pull(worker.inbox().drawPulledAt(), "Pulled", NINE);
      UUID later = item("Later", TEN);
      worker.runEach(later, pulled);
      assertThat(item()).containsEntry("name", "Later").containsEntry("stale_since", null);
    }

    @Test
    void timedUpdateThatArrivesAfterADeleteAndSeemsOlderMakesTheRecordStale() {
      for (boolean inOrder : new boolean[] {true, false}) {
        another();
        UUID deletion = deliver("items", "op=delete", "{'item_id':'%s'}");
        UUID timed = item("Timed", TEN);
        run(inOrder, deletion, timed);
        assertThat(deletedAt()).as("in order: %s", inOrder).isNotNull();
        assertThat(item().get("stale_since")).as("in order: %s", inOrder).isNotNull();
      }
    }

    @Test
    void deleteThatArrivesAfterAnUpdateAndSeemsOlderMakesTheRecordStale() {
      worker.runEach(item("Alive", LATER), deliver("items", "op=delete", versioned("D", TEN)));
      assertThat(deletedAt()).isNull();
      assertThat(item().get("stale_since")).isNotNull();
    }

    /** Their times are both Zoho's. */
    @Test
    void olderOfTwoTimedUpdatesDoesNotMakeTheRecordStale() {
      worker.runEach(item("Newer", TEN), item("Older", NINE));
      assertThat(item()).containsEntry("stale_since", null);
    }

    /** Zoho's clock is five seconds ahead of the database's. */
    private String soon() {
      return Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Sets the database's clock back by an hour after the arrival of this event. */
    private void setBack(UUID event) {
      worker
          .jdbc()
          .sql(
              "update tds_inbox_events set received_at = received_at + interval '1 hour' where event_id = ?")
          .param(event)
          .update();
    }

    private void run(boolean inOrder, UUID first, UUID second) {
      worker.runEach(inOrder ? first : second, inOrder ? second : first);
    }
  }

  @Nested
  class PartialBodies {

    @Test
    void aMissingKeyLeavesItsColumn() {
      worker.runEach(item("Kept", NINE));
      worker.runEach(
          deliver(
              "items", "{'item':{'item_id':'%s','rate':7,'last_modified_time':'" + TEN + "'}}"));
      assertThat(item()).containsEntry("name", "Kept");
      assertThat(item().get("rate")).hasToString("7");
      assertThat(String.valueOf(item().get("record"))).contains("Kept");
    }

    @Test
    void aBlankKeyClearsItsColumn() {
      for (String blank : new String[] {"''", "' '", "null"}) {
        another();
        worker.runEach(item("Cleared", NINE));
        worker.runEach(
            deliver(
                "items",
                "{'item':{'item_id':'%s','rate':7,'name':"
                    + blank
                    + ",'last_modified_time':'"
                    + TEN
                    + "'}}"));
        assertThat(item()).as(blank).containsEntry("name", null);
      }
    }

    @Test
    void aMissingListLeavesTheLinesAndAnEmptyOneClearsThem() {
      worker.runEach(invoice("'line_items':[{'name':'a'},{'name':'b'}]", NINE));
      worker.runEach(invoice("'notes':'no list'", TEN));
      assertThat(lines()).isEqualTo(2);
      worker.runEach(invoice("'line_items':[]", ELEVEN));
      assertThat(lines()).isZero();
    }

    @Test
    void anIdAloneChangesNothingAndMarksTheRecordStale() {
      worker.runEach(item("Kept", NINE));
      Map<String, @Nullable Object> before = item();
      UUID touch = deliver("items", "{'item':{'item_id':'%s'}}");
      worker.runAll();
      assertThat(worker.outcome(touch)).isEqualTo("incomplete");
      assertThat(item().get("stale_since")).isNotNull();
      assertThat(item())
          .containsEntry("name", "Kept")
          .containsEntry("version_time", before.get("version_time"))
          .containsEntry("version_arrival", before.get("version_arrival"));
    }

    @Test
    void anIdAloneOfAnUnknownRecordMakesARowOfTheLowestVersion() {
      worker.runEach(deliver("items", "{'item':{'item_id':'%s'}}"));
      assertThat(
              worker.count(
                  "zoho.items where item_id = '"
                      + id
                      + "' and version_time = '-infinity' and version_arrival = 0 and stale_since is not null"))
          .isOne();
      worker.runEach(item("Filled", NINE));
      assertThat(item()).containsEntry("name", "Filled").containsEntry("stale_since", null);
    }

    @Test
    void fullBodyClearsOnlyStaleMarksOfEarlierArrivals() {
      UUID full = item("Full", NINE);
      UUID touch = deliver("items", "{'item':{'item_id':'%s'}}");
      worker.runEach(touch, full);
      assertThat(item().get("stale_since")).as("the touch came in later").isNotNull();
      worker.runEach(item("Fuller", TEN));
      assertThat(item()).containsEntry("stale_since", null);
    }

    /** Members that the newer body lacks are kept, whether or not both are claimed together. */
    @Test
    void newerPartialBodyDoesNotReplaceAnOlderOneOfTheSameBatch() {
      UUID newer =
          deliver(
              "items",
              "{'item':{'item_id':'%s','name':'Newer','rate':2,'last_modified_time':'"
                  + TEN
                  + "'}}");
      UUID older =
          deliver(
              "items",
              "{'item':{'item_id':'%s','name':'Older','rate':1,'sku':'S','last_modified_time':'"
                  + NINE
                  + "'}}");
      worker.runAll();
      assertThat(item()).containsEntry("name", "Newer").containsEntry("sku", "S");
      assertThat(worker.outcome(older)).isEqualTo("applied");
      assertThat(worker.outcome(newer)).isEqualTo("applied");
    }

    @Test
    void touchMakesTheRecordStaleEvenAfterALaterBodyOfAnOlderTime() {
      UUID newest = item("Newest", TEN);
      UUID touch = deliver("items", "{'item':{'item_id':'%s'}}");
      UUID late = item("Late", NINE);
      worker.runEach(late, touch, newest);
      assertThat(item().get("stale_since")).isNotNull();
      assertThat(item()).containsEntry("name", "Newest");
    }

    @Test
    void aBodyWithoutACoreKeyAppliesAndMarksTheRecordStale() {
      UUID partial =
          deliver(
              "items",
              "{'item':{'item_id':'%s','name':'Partial','last_modified_time':'" + TEN + "'}}");
      worker.runAll();
      assertThat(worker.outcome(partial)).isEqualTo("applied");
      assertThat(item()).containsEntry("name", "Partial");
      assertThat(item().get("stale_since")).isNotNull();
    }

    @Test
    void aTimelessBodyOfARecordThatHadATimeAppliesAndMarksItStale() {
      worker.runEach(item("Timed", NINE));
      worker.runEach(deliver("items", "{'item':{'item_id':'%s','name':'Timeless','rate':2}}"));
      assertThat(item()).containsEntry("name", "Timeless");
      assertThat(item().get("stale_since")).isNotNull();
    }
  }

  @Nested
  class Documents {

    /** Lesson 8: a stock adjustment did stock += n, so that a retry counted it twice. */
    @Test
    void anAdjustmentIsADocumentAndNeverChangesItems() {
      worker.runEach(
          deliver(
              "items",
              "{'item':{'item_id':'%s','name':'Shelf','rate':1,'stock_on_hand':'5','available_stock':4,'actual_available_stock':3}}"));
      String item = id;
      worker.runEach(
          deliver(
              "stock",
              "{'inventory_adjustment':{'inventory_adjustment_id':'%s','date':'2026-11-01','line_items':["
                  + "{'item_id':'"
                  + item
                  + "','quantity_adjusted':10},{'item_id':'other','quantity_adjusted':-2.5}]}}"));
      assertThat(
              worker.count(
                  "zoho.inventory_adjustment_lines where inventory_adjustment_id = '" + id + "'"))
          .isEqualTo(2);
      assertThat(
              worker.count(
                  "zoho.items where item_id = '"
                      + item
                      + "' and stock_on_hand = 5 and available_stock = 4 and actual_available_stock = 3"))
          .isOne();
    }

    @Test
    void aPaymentKeepsAllOfItsInvoices() {
      worker.runEach(
          deliver(
              "payments",
              "{'payment':{'payment_id':'%s','amount':'30.10','invoices':["
                  + "{'invoice_id':'i1','amount_applied':10.05},{'invoice_id':'i2','amount_applied':'20.05'}]}}"));
      assertThat(
              worker
                  .jdbc()
                  .sql(
                      "select sum(amount_applied)::text from zoho.customer_payment_invoices where payment_id = ?")
                  .param(id)
                  .query(String.class)
                  .single())
          .isEqualTo("30.10");
    }

    @Test
    void aPriceListReplacesItsItems() {
      worker.runEach(
          priceList("{'item_id':'a','pricebook_rate':1},{'item_id':'b','pricebook_rate':2}", NINE));
      worker.runEach(priceList("{'item_id':'b','pricebook_rate':3}", TEN));
      assertThat(worker.row("select * from zoho.price_list_items where pricebook_id = ?", id))
          .containsEntry("item_id", "b");
    }

    /** The predecessor's spelling, Zoho's, and the predecessor's again. */
    @Test
    void aPriceListThatChangesItsSpellingReplacesItsItemsToo() {
      for (String list : new String[] {"items", "pricebook_items", "items"}) {
        worker.runEach(
            deliver(
                "prices",
                "{'pricebook':{'pricebook_id':'%s','name':'Retail','"
                    + list
                    + "':[{'item_id':'"
                    + list
                    + "'}]}}"));
        assertThat(worker.row("select * from zoho.price_list_items where pricebook_id = ?", id))
            .containsEntry("item_id", list);
      }
    }

    @Test
    void aSupersededDocumentWritesNoLines() {
      UUID newer = invoice("'line_items':[{'name':'new'}]", TEN);
      UUID older = invoice("'line_items':[{'name':'old'},{'name':'older'}]", NINE);
      worker.runEach(newer, older);
      assertThat(worker.row("select name from zoho.invoice_lines where invoice_id = ?", id))
          .containsEntry("name", "new");
    }
  }

  private UUID item(String name, String modified) {
    return deliver("items", versioned(name, modified));
  }

  private static String versioned(String name, String modified) {
    return "{'item':{'item_id':'%%s','name':'%s','rate':1,'last_modified_time':'%s'}}"
        .formatted(name, modified);
  }

  private UUID pull(PulledAt asked, String name, String modified) {
    return worker.pull(asked, "items", versioned(name, modified).formatted(id).replace('\'', '"'));
  }

  private UUID invoice(String members, String modified) {
    return deliver(
        "invoices",
        "{'invoice':{'invoice_id':'%s','invoice_number':'INV','customer_id':'c','total':1,"
            + members
            + ",'last_modified_time':'"
            + modified
            + "'}}");
  }

  private UUID priceList(String items, String modified) {
    return deliver(
        "prices",
        "{'pricebook':{'pricebook_id':'%s','name':'Retail','pricebook_items':["
            + items
            + "],'last_modified_time':'"
            + modified
            + "'}}");
  }

  private UUID deliver(String path, String template) {
    return deliver(path, "", template);
  }

  private UUID deliver(String path, String query, String template) {
    return worker.deliver(path, query, template.formatted(id).replace('\'', '"'));
  }

  private Map<String, @Nullable Object> item() {
    return worker.row("select * from zoho.items where item_id = ?", id);
  }

  private @Nullable Object deletedAt() {
    return item().get("deleted_at");
  }

  private int lines() {
    return worker.count("zoho.invoice_lines where invoice_id = '" + id + "'");
  }
}
