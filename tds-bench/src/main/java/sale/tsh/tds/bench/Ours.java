package sale.tsh.tds.bench;

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

/** TDS Core itself: the packaged jars with their defaults, fed by signed webhooks. */
final class Ours implements Contender {

  static final int TRICKLE_PAUSE_MILLIS = 50;

  /** How many callers warm the API up, and how many there are while the worker drains. */
  private static final int CALLERS = 32;

  private static final int MOST_CALLERS = 64;
  private static final int WARM_UP_EVENTS = 2_000;

  private final Server server;
  private final Installation installation;
  private final Drains drains;
  private final Set<PackagedJar> warm = new HashSet<>();

  Ours(Server server, Path checkout, Path logs) {
    this.server = server;
    this.installation = new Installation(server, checkout, logs);
    this.drains = new Drains(server);
  }

  @Override
  public String name() {
    return "TDS Core";
  }

  @Override
  public Role role() {
    return Role.OURS;
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
      case DRAIN_CONTACTS -> rate(drains.rate(Body.CONTACT, effort.contacts()));
      case DRAIN_INVOICES -> rate(drains.rate(Body.INVOICE, effort.invoices()));
      case DRAIN_HISTORY -> rate(drains.rateBesideHistory(effort.history(), effort.contacts()));
      case DRAIN_BACKLOG ->
          rate(drains.rateOfFirst(Body.CONTACT, effort.first(), effort.backlog()));
      case DRAIN_SNAPSHOT ->
          rate(drains.rateUnderSnapshot(Body.CONTACT, effort.snapshot(), effort.contacts()));
      case INTAKE_DRAINING ->
          drains.beside(Body.CONTACT, effort.backlog(), () -> intake(CALLERS, effort.intake()));
      case COSTS -> costs();
      case DRAIN_NOTHING -> throw new BenchProblem("A worker of ours always does something");
    };
  }

  @Override
  public void close() {
    installation.close();
  }

  /** Fresh processes where they are measured; else warm ones, and no worker beside an intake. */
  private void prepare(Trial trial, Duration warmUp) {
    Tables.empty(server); // A worker that starts shall find nothing.
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
            return drains.rate(Body.CONTACT, WARM_UP_EVENTS);
          },
          longest);
    }
  }

  private Map<String, Double> start() {
    return Map.of(
        "api", installation.api().startSeconds(),
        "worker", installation.worker().startSeconds());
  }

  /** At rest after a fresh start; and the peak of an intake and a drain, one after the other. */
  private Map<String, Double> memory(Effort effort) {
    Pause.of(Duration.ofSeconds(5));
    Map<String, Double> figures = new HashMap<>();
    figures.put("api at rest", installation.api().residentMebibytes());
    figures.put("worker at rest", installation.worker().residentMebibytes());
    intake(MOST_CALLERS, effort.intake());
    drains.awaitEnd();
    drains.rate(Body.CONTACT, effort.contacts());
    figures.put("api at peak", installation.api().peakMebibytes());
    figures.put("worker at peak", installation.worker().peakMebibytes());
    return figures;
  }

  /** As the other queues, it gets fast with as many callers: another number takes other ways. */
  private Map<String, Double> warmIntake(int callers, Effort effort) {
    warmUpIntake(callers, effort.warmUp());
    Map<String, Double> figures = intake(callers, effort.intake());
    Figures.checkCalls(figures, Tables.events(server));
    return figures;
  }

  private Map<String, Double> intake(int count, Duration duration) {
    try (WebhookCallers callers = installation.callers(count)) {
      return callers.measure(Body.CONTACT, duration);
    }
  }

  /** From the answer, which comes a little after the commit, to the handler's start. */
  private Map<String, Double> pickUp(Effort effort) {
    WarmUp.withCalls(duration -> intake(1, duration), effort.warmUp());
    drains.awaitEnd();
    Tables.empty(server);
    List<Instant> answers = new ArrayList<>();
    try (WebhookCallers caller = installation.callers(1)) {
      long end = System.nanoTime() + effort.trickle().toNanos();
      while (System.nanoTime() < end) {
        caller.post(Body.CONTACT);
        answers.add(Instant.now());
        Pause.millis(TRICKLE_PAUSE_MILLIS);
      }
      drains.awaitEnd();
    }
    double[] starts =
        server.column(
            """
            select extract(epoch from l.created_at) * 1000 - l.duration_ms
              from tds_sync_logs l
              join tds_sync_queue q on q.id = l.queue_id
             order by q.arrival
            """);
    if (starts.length != answers.size()) {
      throw new BenchProblem(
          "Of %d events %d were handled once".formatted(answers.size(), starts.length));
    }
    return Figures.percentiles(
        IntStream.range(0, starts.length)
            .mapToDouble(i -> Math.max(0, starts[i] - millisOf(answers.get(i))))
            .sorted()
            .toArray());
  }

  private static double millisOf(Instant time) {
    return time.getEpochSecond() * 1e3 + time.getNano() / 1e6;
  }

  /** Of an intake, and then of the drain of all that it took. */
  private Map<String, Double> costs() {
    drains.pause(Body.CONTACT);
    Wal wal = new Wal(server);
    intake(MOST_CALLERS, Wal.INTAKE);
    int events = Tables.events(server);
    wal.note("intake", events);
    drains.resume(Body.CONTACT);
    drains.awaitEnd();
    wal.note("drain", events);
    return wal.figures();
  }

  private static Map<String, Double> rate(double rate) {
    return Map.of(Figures.RATE, rate);
  }
}
