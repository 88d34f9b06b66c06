package sale.tsh.tds.worker.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.worker.SteppedWorker;
import sale.tsh.tds.worker.reconcile.FetchList.Fetch;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of a fetched record. The intake reads it as a webhook, and may refuse it. */
class PulledRecordsTest {

  private static final Kind INVOICE = KindCatalogue.kindOf("invoice");

  private final SteppedWorker worker = new SteppedWorker();
  private final PulledRecords pulled = new PulledRecords(worker.jdbc(), worker.inbox());
  private final FetchList list = new FetchList(worker.jdbc(), "1");

  @AfterEach
  void close() {
    worker.close();
  }

  private PullAnswer deliver(String record) {
    ObjectNode json = (ObjectNode) Json.parse(record.replace('\'', '"'));
    return pulled.deliver(
        INVOICE, "7", json, Optional.empty(), pulled.draw(), RecordFetch.HEAL_PRIORITY);
  }

  @Test
  void aRecordIsDeliveredOnce() {
    assertThat(deliver("{'invoice_id':'7','total':1}")).isEqualTo(PullAnswer.DELIVERED);
    worker.runAll();
    assertThat(deliver("{'invoice_id':'7','total':1}")).isEqualTo(PullAnswer.SAME);
  }

  @Test
  void aRecordThatTheIntakeRefusesIsKeptWithItsCause() {
    assertThat(deliver("{'total':1}")).isEqualTo(PullAnswer.REFUSED);
    assertThat(worker.count("tds_inbox_events where refusal = 'no_id'")).isEqualTo(1);
    assertThat(worker.count("tds_sync_queue")).isZero();
  }

  /** Otherwise it would stay wrong until it changes in Zoho. */
  @Test
  void onlyARefusedRecordIsFetchedAgainWhileItsRowStaysTheSame() {
    Instant now = Instant.now();
    Fetch fetch =
        new Fetch(INVOICE, "7", FetchReason.OUTDATED, Optional.of(now), Optional.of("new"), 0);
    worker
        .jdbc()
        .sql(
            """
            insert into tds_pull_listed (organization_id, kind, entity_id, sweep, row_hash, checked_hash)
            values ('1', 'invoice', '7', 1, 'new', 'old')
            """)
        .update();
    list.add(List.of(fetch), now, now);
    list.done(fetch);
    assertThat(worker.row("select checked_hash from tds_pull_listed"))
        .containsEntry("checked_hash", "new");
    list.add(List.of(fetch), now, now);
    list.refused(fetch);
    assertThat(worker.row("select checked_hash from tds_pull_listed"))
        .containsEntry("checked_hash", null);
    assertThat(worker.count("tds_pull_fetches")).isZero();
  }
}
