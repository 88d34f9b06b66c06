package sale.tsh.tds.worker.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.inbox.PulledAt;
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
    return deliver(record, pulled.draw());
  }

  private PullAnswer deliver(String record, PulledAt at) {
    ObjectNode json = (ObjectNode) Json.parse(record.replace('\'', '"'));
    return pulled.deliver(INVOICE, "7", json, Optional.empty(), at, RecordFetch.HEAL_PRIORITY);
  }

  private void mark(String since, long arrival) {
    worker
        .jdbc()
        .sql("update zoho.invoices set stale_since = %s, stale_arrival = ?".formatted(since))
        .param(arrival)
        .update();
  }

  private int stale() {
    return worker.count("zoho.invoices where stale_since is not null");
  }

  @Test
  void aRecordIsDeliveredOnce() {
    assertThat(deliver("{'invoice_id':'7','total':1}")).isEqualTo(PullAnswer.DELIVERED);
    worker.runAll();
    assertThat(deliver("{'invoice_id':'7','total':1}")).isEqualTo(PullAnswer.SAME);
  }

  @Test
  void aRecordThatIsAsTheMirrorHasItIsStaleNoMore() {
    deliver("{'invoice_id':'7','total':1}");
    worker.runAll();
    PulledAt marked = pulled.draw();
    mark("now()", marked.arrival());
    assertThat(deliver("{'invoice_id':'7','total':1}")).isEqualTo(PullAnswer.SAME);
    assertThat(stale()).isZero();
  }

  @Test
  void aMarkThatCameInAfterTheCallBeganStays() {
    deliver("{'invoice_id':'7','total':1}");
    worker.runAll();
    PulledAt asked = pulled.draw();
    PulledAt marked = pulled.draw();
    mark("now()", marked.arrival());
    assertThat(deliver("{'invoice_id':'7','total':1}", asked)).isEqualTo(PullAnswer.SAME);
    assertThat(stale()).isEqualTo(1);
  }

  @Test
  void aStaleRecordIsListedOnceAndAfterItsWebhookHadTime() {
    Duration patience = Duration.ofMinutes(2);
    Instant now = Instant.now();
    deliver("{'invoice_id':'7','total':1}");
    worker.runAll();
    assertThat(list.addStale(INVOICE, patience, now)).isZero();
    mark("now() - interval '1 minute'", 1);
    assertThat(list.addStale(INVOICE, patience, now)).isZero();
    mark("now() - interval '3 minutes'", 1);
    assertThat(list.addStale(INVOICE, patience, now)).isEqualTo(1);
    assertThat(list.addStale(INVOICE, patience, now)).isZero();
    assertThat(list.next(0, 9, Set.of("invoice"), now, 9))
        .containsExactly(Fetch.of(INVOICE, "7", FetchReason.STALE));
  }

  /** Each head read would pay for it again. */
  @Test
  void aStaleRecordThatWasRefusedWaitsForTheNextSweep() {
    Instant now = Instant.now();
    deliver("{'invoice_id':'7','total':1}");
    worker.runAll();
    mark("now() - interval '3 minutes'", 1);
    Fetch fetch = Fetch.of(INVOICE, "7", FetchReason.STALE);
    list.add(List.of(fetch), now, now);
    list.refused(fetch);
    assertThat(list.addStale(INVOICE, Duration.ZERO, now)).isZero();
    list.add(List.of(fetch), now, now);
    list.done(fetch);
    assertThat(list.addStale(INVOICE, Duration.ZERO, now)).isEqualTo(1);
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
