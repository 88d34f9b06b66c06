package sale.tsh.tds.bench.ours;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import sale.tsh.tds.bench.measure.BenchProblem;
import sale.tsh.tds.bench.measure.Pause;
import sale.tsh.tds.bench.measure.Quantiles;
import sale.tsh.tds.bench.measure.WarmUp;
import sale.tsh.tds.bench.postgres.Server;
import sale.tsh.tds.bench.postgres.Tables;
import sale.tsh.tds.bench.postgres.Wal;
import sale.tsh.tds.bench.trial.Contender;
import sale.tsh.tds.bench.trial.Effort;
import sale.tsh.tds.bench.trial.SampleBody;
import sale.tsh.tds.bench.trial.Trial;

/**
 * TDS Core itself. Its packaged jars run with their default settings and receive signed webhooks.
 */
public final class Ours implements Contender {

  /** The number of callers that warm the API up, and that call while the worker drains. */
  private static final int CALLERS = 32;

  private static final int MOST_CALLERS = 64;
  private static final int WARM_UP_EVENTS = 2_000;

  private final Server server;
  private final Installation installation;
  private final Drains drains;
  private final Set<BenchJar> warm = new HashSet<>();

  public Ours(Server server, Path checkout, Path logs) {
    this.server = server;
    this.installation = new Installation(server, checkout, logs);
    this.drains = new Drains(server);
  }

  @Override
  public String name() {
    return "TDS Core";
  }

  @Override
  public ContenderRole role() {
    return ContenderRole.OURS;
  }

  @Override
  public Set<Trial> trials() {
    return EnumSet.complementOf(EnumSet.of(Trial.DRAIN_NOTHING));
  }

  @Override
  public String version() {
    return installation.version();
  }

  @Override
  public Map<String, Double> run(Trial trial, Effort effort) {
    prepare(trial, effort.warmUp());
    Tables.empty(server);
    return switch (trial) {
      case START -> start();
      case MEMORY -> memory(effort);
      case INTAKE_1, INTAKE_8, INTAKE_32, INTAKE_64 -> warmIntake(trial.callers(), effort);
      case PICK_UP -> pickUp(effort);
      case PICK_UP_PULLING -> pickUpBeside(Backfill.Pace.OF_ZOHO, effort);
      case PICK_UP_FILLING -> pickUpBeside(Backfill.Pace.FULL, effort);
      case DRAIN_CONTACTS -> rate(drains.rate(SampleBody.CONTACT, effort.contacts()));
      case DRAIN_INVOICES -> rate(drains.rate(SampleBody.INVOICE, effort.invoices()));
      case DRAIN_UPDATES ->
          rate(
              drains.rateOfUpdates(
                  SampleBody.INVOICE, SampleBody.INVOICE_LATER, effort.invoices()));
      case DRAIN_HISTORY -> rate(drains.rateBesideHistory(effort.history(), effort.contacts()));
      case DRAIN_BACKLOG ->
          rate(drains.rateOfFirst(SampleBody.CONTACT, effort.first(), effort.backlog()));
      case DRAIN_SNAPSHOT ->
          rate(drains.rateUnderSnapshot(SampleBody.CONTACT, effort.snapshot(), effort.contacts()));
      case INTAKE_DRAINING ->
          drains.beside(
              SampleBody.CONTACT, effort.backlog(), () -> intake(CALLERS, effort.intake()));
      case COSTS -> costs();
      case DRAIN_NOTHING -> throw new BenchProblem("A worker of ours always does something");
    };
  }

  @Override
  public void close() {
    installation.close();
  }

  /**
   * Prepares new processes where their start or memory is measured, otherwise warm ones. An intake
   * runs without a worker.
   */
  private void prepare(Trial trial, Duration warmUp) {
    Tables.empty(server); // A worker that starts must find no events.
    switch (trial) {
      case START, MEMORY -> installation.restart();
      case INTAKE_1, INTAKE_8, INTAKE_32, INTAKE_64 -> installation.stopWorker();
      default -> {
        warmUpApi(warmUp);
        warmUpWorker(warmUp);
      }
    }
  }

  private void warmUpApi(Duration longest) {
    if (warm.add(installation.api())) {
      installation.stopWorker();
      warmUpIntake(CALLERS, longest);
    }
  }

  private void warmUpIntake(int callers, Duration longest) {
    WarmUp.withCalls(duration -> intake(callers, duration), longest);
    Tables.empty(server);
  }

  private void warmUpWorker(Duration longest) {
    if (warm.add(installation.worker())) {
      WarmUp.with(
          () -> {
            Tables.empty(server);
            return drains.rate(SampleBody.CONTACT, WARM_UP_EVENTS);
          },
          longest);
    }
  }

  private Map<String, Double> start() {
    return Map.of(
        "api", installation.api().startSeconds(),
        "worker", installation.worker().startSeconds());
  }

  /**
   * Measures the memory at rest after a start, and its peak after an intake followed by a drain.
   */
  private Map<String, Double> memory(Effort effort) {
    Pause.of(Duration.ofSeconds(5));
    Map<String, Double> figures = new HashMap<>();
    figures.put("api at rest", installation.api().residentMebibytes());
    figures.put("worker at rest", installation.worker().residentMebibytes());
    intake(MOST_CALLERS, effort.intake());
    drains.awaitEnd();
    drains.rate(SampleBody.CONTACT, effort.contacts());
    figures.put("api at peak", installation.api().peakMebibytes());
    figures.put("worker at peak", installation.worker().peakMebibytes());
    return figures;
  }

  /**
   * Warms up with the same number of callers, like the other queues, because another number takes
   * other code paths.
   */
  private Map<String, Double> warmIntake(int callers, Effort effort) {
    warmUpIntake(callers, effort.warmUp());
    Map<String, Double> figures = intake(callers, effort.intake());
    Quantiles.checkCalls(figures, Tables.events(server));
    return figures;
  }

  private Map<String, Double> intake(int count, Duration duration) {
    try (WebhookCallers callers = installation.callers(count)) {
      return callers.measure(SampleBody.CONTACT, duration);
    }
  }

  /**
   * Measures from the answer, which comes shortly after the commit, to the start of the handler.
   */
  private Map<String, Double> pickUp(Effort effort) {
    WarmUp.withCalls(duration -> intake(1, duration), effort.warmUp());
    drains.awaitEnd();
    Tables.empty(server);
    return trickle(effort);
  }

  private Map<String, Double> pickUpBeside(Backfill.Pace pace, Effort effort) {
    WarmUp.withCalls(duration -> intake(1, duration), effort.warmUp());
    drains.awaitEnd();
    Tables.empty(server);
    try (Backfill backfill = Backfill.start(server, pace)) {
      Map<String, Double> figures = new HashMap<>(trickle(effort));
      figures.put(Quantiles.RATE, backfill.pulled() / (double) effort.trickle().toSeconds());
      return figures;
    }
  }

  private Map<String, Double> trickle(Effort effort) {
    List<Instant> answers = new ArrayList<>();
    try (WebhookCallers caller = installation.callers(1)) {
      long end = System.nanoTime() + effort.trickle().toNanos();
      while (System.nanoTime() < end) {
        caller.post(SampleBody.CONTACT);
        answers.add(Instant.now());
        Pause.millis(Effort.TRICKLE_PAUSE_MILLIS);
      }
      drains.awaitEndOfWebhooks();
    }
    double[] starts =
        server.column(
            """
            select extract(epoch from l.created_at) * 1000 - l.duration_ms
              from tds_sync_logs l
              join tds_sync_queue q on q.id = l.queue_id and q.priority = 5
             order by q.arrival
            """);
    if (starts.length != answers.size()) {
      throw new BenchProblem(
          "Of %d events %d were handled once".formatted(answers.size(), starts.length));
    }
    return Quantiles.percentiles(
        IntStream.range(0, starts.length)
            .mapToDouble(i -> Math.max(0, starts[i] - millisOf(answers.get(i))))
            .sorted()
            .toArray());
  }

  private static double millisOf(Instant time) {
    return time.getEpochSecond() * 1e3 + time.getNano() / 1e6;
  }

  /** Measures the costs of an intake and then of the drain of its events. */
  private Map<String, Double> costs() {
    Tables.pause(server, SampleBody.CONTACT);
    Wal wal = new Wal(server);
    intake(MOST_CALLERS, Wal.INTAKE);
    int events = Tables.events(server);
    wal.note("intake", events);
    Tables.resume(server, SampleBody.CONTACT);
    drains.awaitEnd();
    wal.note("drain", events);
    return wal.figures();
  }

  private static Map<String, Double> rate(double rate) {
    return Map.of(Quantiles.RATE, rate);
  }
}
