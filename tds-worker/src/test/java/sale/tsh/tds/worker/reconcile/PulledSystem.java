package sale.tsh.tds.worker.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.simulator.ZohoSimulator;
import sale.tsh.tds.worker.SteppedWorker;
import sale.tsh.tds.worker.zoho.CallBudget;
import sale.tsh.tds.worker.zoho.OrganizationCheck;
import sale.tsh.tds.worker.zoho.ZohoApi;
import sale.tsh.tds.worker.zoho.ZohoRecords;
import sale.tsh.tds.worker.zoho.ZohoSettings;
import tools.jackson.databind.node.ObjectNode;

/** A worker, a Zoho and a clock that all stand still until a test moves them. */
final class PulledSystem implements AutoCloseable {

  /** No test needs more rounds of calls and events. */
  private static final int MOST_ROUNDS = 400;

  /** The default of {@code ZOHO_PULL_PATIENCE}. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  /** As PostgreSQL keeps times, which would otherwise round some to after now. */
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.MICROS));

  private final Map<String, String> environment = new HashMap<>();
  private final SteppedWorker worker = new SteppedWorker();
  private final ZohoSimulator zoho = ZohoSimulator.start(0, now::get);
  private Reconciliation reconciliation;

  PulledSystem() {
    this(Map.of());
  }

  PulledSystem(Map<String, String> settings) {
    environment.putAll(
        Map.of(
            "ZOHO_CLIENT_ID", ZohoSimulator.CLIENT_ID,
            "ZOHO_CLIENT_SECRET", ZohoSimulator.CLIENT_SECRET,
            "ZOHO_REFRESH_TOKEN", ZohoSimulator.REFRESH_TOKEN,
            "ZOHO_ORGANIZATION_ID", ZohoSimulator.ORGANIZATION_ID,
            "ZOHO_API_URL", zoho.baseUri().toString(),
            "ZOHO_ACCOUNTS_URL", zoho.baseUri().toString(),
            "ZOHO_API_MINUTE_LIMIT", "100"));
    environment.putAll(settings);
    reconciliation = process("worker-1");
  }

  /** Another process with the same settings. */
  Reconciliation process(String owner) {
    Settings settings = new Settings(environment::get);
    ZohoSettings zohoSettings = ZohoSettings.from(settings).orElseThrow();
    CallBudget budget = new CallBudget(worker.jdbc(), zohoSettings, now::get);
    ZohoApi api = new ZohoApi(worker.jdbc(), zohoSettings, budget, now::get, new Random(1), owner);
    return new Reconciliation(
        worker.jdbc(),
        worker.transactions(),
        worker.inbox(),
        new ZohoRecords(api),
        budget,
        new OrganizationCheck(worker.jdbc(), zohoSettings, budget, api, now::get),
        zohoSettings.organizationId(),
        PullSettings.from(settings),
        now::get);
  }

  /** Starts the process again, with further settings. */
  void restart(Map<String, String> settings) {
    environment.putAll(settings);
    reconciliation = process("worker-2");
  }

  ZohoSimulator zoho() {
    return zoho;
  }

  SteppedWorker worker() {
    return worker;
  }

  Instant now() {
    return now.get();
  }

  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  /** Passes the rest of the organisation's day. */
  void passToMidnight() {
    pass(Duration.between(now(), zoho.limits().resetsAt()));
  }

  /** One turn of the task, and the events that it queued. */
  void turn() {
    pull();
    worker.runAll();
  }

  /** One turn of the task. */
  void pull() {
    reconciliation.run(Duration.ofMinutes(1));
  }

  /**
   * Takes turns, a minute apart, until nothing is left to fetch, no sweep runs, and every kind has
   * been swept after now.
   */
  void settle() {
    Instant begin = now();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      turn();
      if (isSettled(begin)) {
        return;
      }
      pass(Duration.ofMinutes(1).plusMillis(1));
    }
    throw new AssertionError("not settled after these calls: " + zoho.calls().byPathAndAnswer());
  }

  private boolean isSettled(Instant begin) {
    int kinds = KindCatalogue.listedKinds().size();
    return worker.count("tds_pull_fetches where not held_back") == 0
        && worker.count("tds_pull_sweeps where ended_at is null") == 0
        && worker.count("tds_pull_states where last_sweep_at >= '" + begin + "'") == kinds;
  }

  /** Passes a day, so that each kind is swept again. */
  void sweepAgain() {
    pass(Duration.ofDays(1).plusMinutes(1));
    settle();
  }

  /** Delivers a record as its webhook. */
  UUID webhook(String kind, String id) {
    Kind definition = KindCatalogue.kindOf(kind);
    UUID event =
        worker.deliver(
            definition.paths().iterator().next(), Json.forPostgres(zoho.webhookBody(kind, id)));
    worker.runAll();
    return event;
  }

  /** Asks the worker for something, as the API does. */
  void request(String action, @Nullable String kind, @Nullable String id) {
    worker
        .jdbc()
        .sql(
            "insert into tds_pull_requests (action, kind, entity_id, requested_by) values (?, ?, ?, 'test')")
        .params(Arrays.asList(action, kind, id))
        .update();
  }

  /** Changes a record and delivers its webhook. */
  void webhookOf(String kind, String id, Runnable change) {
    change.run();
    webhook(kind, id);
  }

  /** The live records of a kind in the mirror, by id. */
  Map<String, ObjectNode> mirrored(String kind) {
    Kind definition = KindCatalogue.kindOf(kind);
    Map<String, ObjectNode> records = new HashMap<>();
    worker
        .jdbc()
        .sql(
            "select %s, record from zoho.%s where deleted_at is null and record is not null"
                .formatted(definition.key(), definition.table()))
        .query(row -> {
          records.put(row.getString(1), (ObjectNode) Json.parse(row.getString(2)));
        });
    return records;
  }

  /** The records of a kind in Zoho, by id. */
  Map<String, ObjectNode> inZoho(String kind) {
    String key = KindCatalogue.kindOf(kind).key();
    Map<String, ObjectNode> records = new HashMap<>();
    zoho.records(kind).forEach(record -> records.put(record.path(key).asString(), record));
    return records;
  }

  /** The calls for paths that end like this. */
  List<String> calls(String end) {
    return zoho.calls().all().stream()
        .map(call -> call.path())
        .filter(path -> path.endsWith(end))
        .toList();
  }

  @Override
  public void close() {
    zoho.close();
    worker.close();
  }
}
