package sale.tsh.tds.bench.ours;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import sale.tsh.tds.bench.measure.BenchProblem;
import sale.tsh.tds.bench.measure.Ports;
import sale.tsh.tds.bench.postgres.Server;
import sale.tsh.tds.bench.trial.Checksum;

/**
 * The packaged jars with their default settings: an API and, on request, a worker. They keep
 * running from run to run, as real processes do for weeks.
 */
final class Installation implements AutoCloseable {

  private static final String SECRET = "a secret of the benchmark";

  private final Path checkout;
  private final Path logs;
  private final Map<String, String> variables;
  private final String version;
  private final int apiPort = Ports.free();
  private final int workerManagementPort = Ports.free();
  private BenchJar api;
  private Optional<BenchJar> worker = Optional.empty();

  /** Starts the API, which creates the tables. */
  Installation(Server server, Path checkout, Path logs) {
    this.checkout = checkout;
    this.logs = logs;
    this.variables =
        Map.of(
            "ENVIRONMENT", "local",
            "DATABASE_URL", server.url(),
            "ZOHO_WEBHOOK_SECRET", SECRET,
            "API_PORT", Integer.toString(apiPort),
            "API_MANAGEMENT_PORT", Integer.toString(Ports.free()),
            "WORKER_MANAGEMENT_PORT", Integer.toString(workerManagementPort));
    this.version = Checksum.of(checkout, jar("api"), jar("worker"));
    this.api = startApi();
  }

  /** The version, which changes with the jars and with the benchmark itself. */
  String version() {
    return version;
  }

  /** Creates callers whose signature the API accepts. */
  WebhookCallers callers(int count) {
    return new WebhookCallers(count, apiPort, SECRET);
  }

  BenchJar api() {
    return api;
  }

  /** Returns the worker, and starts one if there is none. */
  BenchJar worker() {
    if (worker.isEmpty()) {
      worker = Optional.of(startWorker());
    }
    return worker.get();
  }

  void stopWorker() {
    worker.ifPresent(BenchJar::close);
    worker = Optional.empty();
  }

  /** Replaces the running processes by new ones. */
  void restart() {
    stopWorker();
    api.close();
    api = startApi();
    worker();
  }

  @Override
  public void close() {
    stopWorker();
    api.close();
  }

  private BenchJar startApi() {
    return start("api", "http://127.0.0.1:%d/health".formatted(apiPort));
  }

  private BenchJar startWorker() {
    return start("worker", "http://127.0.0.1:%d/actuator/health".formatted(workerManagementPort));
  }

  private BenchJar start(String program, String health) {
    return BenchJar.start(
        jar(program), logs.resolve(program + ".log"), URI.create(health), variables);
  }

  private Path jar(String program) {
    Path jar = checkout.resolve("tds-%1$s/target/tds-%1$s.jar".formatted(program));
    if (!Files.exists(jar)) {
      throw new BenchProblem(jar + " is missing. Build it");
    }
    return jar;
  }
}
