package sale.tsh.tds.worker.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.worker.SteppedWorker;

/** Members that no column reads are noted with their shape and nothing of their values. */
class SeenMembersTest {

  private SteppedWorker worker;

  @BeforeEach
  void start() {
    worker = new SteppedWorker();
  }

  @AfterEach
  void stop() {
    worker.close();
  }

  @Test
  void notesEachUnknownMemberWithTheShapeOfItsValue() {
    deliver(
        """
        "loyalty_tier": "gold", "birthday": "2001-02-03", "seen_at": "2026-11-01T10:00:00+0300",
        "points": 7, "rate_text": "7.50", "ref": "46000123", "vip": true, "nothing": "", "none": [],
        "labels": ["a"], "cards": [{"number": "4111"}], "home": {"city": "Basra"}
        """);
    assertThat(noted())
        .containsExactly(
            "birthday date",
            "cards list of objects",
            "home object",
            "labels list",
            "loyalty_tier text",
            "none empty",
            "nothing empty",
            "points number",
            "rate_text number as text",
            "ref digits",
            "seen_at time",
            "vip true or false");
  }

  @Test
  void notesAMemberOfLinesUnderTheNameOfTheirList() {
    deliverBill(
        """
        {"line_item_id": "1", "rate": 3, "colour": "", "crates": []},
        {"line_item_id": "2", "colour": "red", "packed_on": "2026-11-01", "vendor": {"name": "Bowman"}}
        """);
    deliverBill("{\"line_item_id\": \"1\", \"colour\": \"blue\", \"door\": 7}");
    assertThat(noted())
        .containsExactly(
            "line_items.colour text",
            "line_items.crates empty",
            "line_items.door number",
            "line_items.packed_on date",
            "line_items.vendor object");
  }

  /** The mirror reads the first list that is there. A line may stand alone, without a list. */
  @Test
  void looksIntoTheLinesThatTheMirrorReads() {
    worker.deliver(
        "prices",
        """
        {"pricebook": {"pricebook_id": "1", "name": "Retail", "pricebook_items": {"item_id": "5", "grade": "A"},
                       "items": [{"item_id": "5", "colour": "red"}]}}
        """);
    worker.deliver(
        "prices",
        """
        {"pricebook": {"pricebook_id": "2", "name": "Retail", "items": [{"item_id": "5", "shelf": 7}]}}
        """);
    worker.runAll();
    assertThat(noted()).containsExactly("items.shelf number", "pricebook_items.grade text");
  }

  @Test
  void doesNotNoteWhatTheCatalogueReads() {
    worker.deliver(
        "bills",
        """
        {"bill": {"bill_id": "1", "bill_number": "B-1", "vendor_id": "2", "total": 3, "branch_id": "4",
                  "line_items": [{"line_item_id": "1", "item_name": "Door", "quantity": 2, "warehouse_id": "4"}],
                  "purchaseorders": [], "last_modified_time": "2026-11-01T10:00:00+0300"}}
        """);
    worker.runAll();
    assertThat(noted()).isEmpty();
  }

  @Test
  void seesAMemberAgainOnAnotherDay() {
    deliver("\"loyalty_tier\": \"\"");
    worker
        .jdbc()
        .sql("update tds_seen_members set first_seen_at = 'epoch', last_seen_at = 'epoch'")
        .update();
    deliver("\"loyalty_tier\": \"gold\"");
    assertThat(worker.count("tds_seen_members where last_seen_at = 'epoch'")).isOne();

    worker.pass(Duration.ofDays(1));
    deliver("\"loyalty_tier\": \"silver\"");
    assertThat(worker.count("tds_seen_members where last_seen_at > 'epoch'")).isOne();
    assertThat(worker.count("tds_seen_members where first_seen_at = 'epoch'")).isOne();
    assertThat(noted()).containsExactly("loyalty_tier text");
  }

  @Test
  void forgetsAMemberThatALaterReleaseReads() {
    worker
        .jdbc()
        .sql(
            "insert into tds_seen_members (entity_type, member, shape) values ('contact', 'credit_limit', 'number')")
        .update();
    deliver("\"loyalty_tier\": \"gold\"");
    assertThat(noted()).containsExactly("loyalty_tier text");
  }

  @Test
  void forgetsAMemberOfLinesThatALaterReleaseReads() {
    worker
        .jdbc()
        .sql(
            "insert into tds_seen_members (entity_type, member, shape) values ('bill', 'line_items.hsn_or_sac', 'digits')")
        .update();
    deliverBill("{\"line_item_id\": \"1\", \"colour\": \"red\"}");
    assertThat(noted()).containsExactly("line_items.colour text");
  }

  @Test
  void boundsTheMembersOfAKindAndTheirNames() {
    for (int record = 0; record < 4; record++) {
      int first = record * 200;
      deliver(
          IntStream.range(first, first + 200)
              .mapToObj(each -> "\"cf_%d\": 1".formatted(each))
              .collect(Collectors.joining(",")));
    }
    int before = worker.count("tds_seen_members");
    assertThat(before).isBetween(400, 500);
    deliver("\"" + "x".repeat(101) + "\": 1");
    worker.pass(Duration.ofDays(1));
    deliver("\"" + "x".repeat(101) + "\": 1");
    assertThat(worker.count("tds_seen_members")).isEqualTo(before);
  }

  @Test
  void boundsTheMembersOfLinesAndTheirNames() {
    String longest = "x".repeat(100 - "line_items.".length());
    deliverBill("{\"%s\": 1, \"y%s\": 1}".formatted(longest, longest));
    assertThat(noted()).containsExactly("line_items.%s number".formatted(longest));

    for (int line = 0; line < 3; line++) {
      int first = line * 200;
      deliverBill(
          IntStream.range(first, first + 200)
              .mapToObj(each -> "{\"cf_%d\": 1}".formatted(each))
              .collect(Collectors.joining(",")));
    }
    int before = worker.count("tds_seen_members");
    assertThat(before).isBetween(300, 500);
    deliverBill("{\"colour\": \"red\"}");
    assertThat(worker.count("tds_seen_members")).isEqualTo(before);
  }

  @Test
  void aRecordIsAppliedWhereNothingCanBeNoted() {
    worker.jdbc().sql("alter table tds_seen_members rename to gone").update();
    deliver("\"loyalty_tier\": \"gold\"");
    assertThat(worker.count("zoho.contacts")).isOne();
    assertThat(worker.count("tds_sync_queue where status = 'completed'")).isOne();
  }

  private int deliveries;

  private void deliver(String members) {
    worker.deliver(
        "contacts",
        "{\"contact\": {\"contact_id\": \"1\", \"contact_name\": \"Bowman %d\", %s}}"
            .formatted(++deliveries, members));
    worker.runAll();
  }

  private void deliverBill(String lines) {
    worker.deliver(
        "bills",
        "{\"bill\": {\"bill_id\": \"1\", \"bill_number\": \"B-%d\", \"line_items\": [%s]}}"
            .formatted(++deliveries, lines));
    worker.runAll();
  }

  private List<@Nullable String> noted() {
    return worker
        .jdbc()
        .sql("select member || ' ' || shape from tds_seen_members order by member")
        .query(String.class)
        .list();
  }
}
