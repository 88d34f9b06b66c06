package sale.tsh.tds.bench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** TDS Core itself: the packaged jars with their defaults, fed by signed webhooks. */
final class Ours implements Contender {

  private static final String SECRET = "a secret of the benchmark";
  private static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);
  static final int TRICKLE_PAUSE_MILLIS = 50;

  private final Server server;
  private final Path checkout;
  private final Path logs;
  private final Map<String, String> variables;
  private final String version;
  private final int apiPort = Ports.free();
  private final int apiManagementPort = Ports.free();
  private final int workerManagementPort = Ports.free();
  private PackagedJar api;

  Ours(Server server, Path checkout, Path logs) {
    this.server = server;
    this.checkout = checkout;
    this.logs = logs;
    this.variables =
        Map.of(
            "ENVIRONMENT", "local",
            "DATABASE_URL", server.url(),
            "ZOHO_WEBHOOK_SECRET", SECRET,
            "API_PORT", Integer.toString(apiPort),
            "API_MANAGEMENT_PORT", Integer.toString(apiManagementPort),
            "WORKER_MANAGEMENT_PORT", Integer.toString(workerManagementPort));
    this.version = Checksum.of(List.of(jar("api"), jar("worker")));
    this.api = startApi();
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
    return version;
  }

  /** Calls for a while unmeasured, so that the compiler of the API has done its work. */
  void warmUp(Duration duration) {
    Tables.empty(server);
    intake(32, duration);
  }

  @Override
  public Map<String, Double> run(Trial trial, Effort effort) {
    Tables.empty(server);
    return switch (trial) {
      case START -> start();
      case MEMORY -> memory(effort);
      case INTAKE_1, INTAKE_8, INTAKE_32, INTAKE_64 -> intake(trial.callers(), effort.intake());
      case PICK_UP -> pickUp(effort.trickle());
      case DRAIN_CONTACTS -> drain(Body.CONTACT, effort.contacts());
      case DRAIN_INVOICES -> drain(Body.INVOICE, effort.invoices());
      case DRAIN_NOTHING -> throw new BenchProblem("A worker of ours always does something");
    };
  }

  @Override
  public void close() {
    api.close();
  }

  private Map<String, Double> start() {
    restartApi();
    try (PackagedJar worker = startWorker()) {
      return Map.of("api", api.startSeconds(), "worker", worker.startSeconds());
    }
  }

  /** At rest after a fresh start; and the peak of an intake and a drain, one after the other. */
  private Map<String, Double> memory(Effort effort) {
    Map<String, Double> figures = new HashMap<>();
    restartApi();
    try (PackagedJar worker = startWorker()) {
      Pause.of(Duration.ofSeconds(5));
      figures.put("api at rest", api.residentMebibytes());
      figures.put("worker at rest", worker.residentMebibytes());
      intake(64, effort.intake());
      pause(Body.CONTACT);
      Tables.fill(server, Body.CONTACT, effort.contacts());
      resume(Body.CONTACT);
      awaitEnd();
      figures.put("api at peak", api.peakMebibytes());
      figures.put("worker at peak", worker.peakMebibytes());
    }
    return figures;
  }

  private Map<String, Double> intake(int callers, Duration duration) {
    return Callers.measure(
        callers,
        duration,
        () -> {
          Caller caller = new Caller(apiPort, SECRET);
          return new Callers.Call() {
            @Override
            public void once() {
              caller.post(Body.CONTACT.path(), Body.CONTACT.fresh());
            }

            @Override
            public void close() {
              caller.close();
            }
          };
        });
  }

  /** From the queueing to the claim, by the database's clock: a little more than from commit. */
  private Map<String, Double> pickUp(Duration duration) {
    PackagedJar worker = startWorker();
    try (Caller caller = new Caller(apiPort, SECRET)) {
      long end = System.nanoTime() + duration.toNanos();
      while (System.nanoTime() < end) {
        caller.post(Body.CONTACT.path(), Body.CONTACT.fresh());
        Pause.millis(TRICKLE_PAUSE_MILLIS);
      }
      awaitEnd();
    } finally {
      worker.close();
    }
    double[] millis =
        server.column(
            """
            select extract(epoch from started_at - queued_at) * 1000 from tds_sync_queue order by 1
            """);
    return Figures.percentiles(millis);
  }

  /** The worker runs and finds all of them at once, as their kind was paused until now. */
  private Map<String, Double> drain(Body body, int events) {
    pause(body);
    Tables.fill(server, body, events);
    PackagedJar worker = startWorker();
    try {
      double begin = resume(body);
      awaitEnd();
      double end =
          server.number("select extract(epoch from max(completed_at)) from tds_sync_queue");
      expectCompleted(events);
      return Figures.rate(events, end - begin);
    } finally {
      worker.close();
    }
  }

  private void pause(Body body) {
    server.run(
        "insert into tds_paused_kinds (entity_type, paused_by) values ('%s', 'benchmark')"
            .formatted(body.kind()));
  }

  /** Resumes a kind and returns when, by the database's clock. */
  private double resume(Body body) {
    return server.number(
        "delete from tds_paused_kinds where entity_type = ? returning extract(epoch from clock_timestamp())",
        body.kind());
  }

  private void awaitEnd() {
    long end = System.nanoTime() + LONGEST_DRAIN.toNanos();
    while (server.number(
            "select count(*) from tds_sync_queue where status in ('pending', 'processing', 'retry')")
        > 0) {
      if (System.nanoTime() > end) {
        throw new BenchProblem("The worker did not come to an end within " + LONGEST_DRAIN);
      }
      Pause.millis(50);
    }
  }

  private void expectCompleted(int events) {
    double applied =
        server.number(
            """
            select count(*) from tds_sync_logs l join tds_sync_queue q on q.id = l.queue_id
             where q.status = 'completed' and l.outcome = 'applied'
            """);
    if (applied != events) {
      throw new BenchProblem("Of %d events %.0f were applied".formatted(events, applied));
    }
  }

  private void restartApi() {
    api.close();
    api = startApi();
  }

  private PackagedJar startApi() {
    return start("api", "http://127.0.0.1:%d/health".formatted(apiPort));
  }

  private PackagedJar startWorker() {
    return start("worker", "http://127.0.0.1:%d/actuator/health".formatted(workerManagementPort));
  }

  private PackagedJar start(String program, String health) {
    return PackagedJar.start(
        jar(program), logs.resolve(program + ".log"), URI.create(health), variables);
  }

  private Path jar(String program) {
    Path jar = checkout.resolve("tds-%1$s/target/tds-%1$s.jar".formatted(program));
    if (!Files.exists(jar)) {
      throw new BenchProblem(jar + " is missing; build it");
    }
    return jar;
  }
}
