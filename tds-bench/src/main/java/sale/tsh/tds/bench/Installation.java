package sale.tsh.tds.bench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The packaged jars with their defaults, on the server: an API and, where it is asked for, a
 * worker. They go on from run to run, as real ones do for weeks.
 */
final class Installation implements AutoCloseable {

  private static final String SECRET = "a secret of the benchmark";

  private final Path checkout;
  private final Path logs;
  private final Map<String, String> variables;
  private final String version;
  private final int apiPort = Ports.free();
  private final int workerManagementPort = Ports.free();
  private PackagedJar api;
  private Optional<PackagedJar> worker = Optional.empty();

  /** Starts the API, which makes the tables. */
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

  /** Changes with the jars, and with what measures them. */
  String version() {
    return version;
  }

  /** Callers whose signature the API takes. */
  WebhookCallers callers(int count) {
    return new WebhookCallers(count, apiPort, SECRET);
  }

  PackagedJar api() {
    return api;
  }

  /** The worker, started if there is none. */
  PackagedJar worker() {
    if (worker.isEmpty()) {
      worker = Optional.of(startWorker());
    }
    return worker.get();
  }

  void stopWorker() {
    worker.ifPresent(PackagedJar::close);
    worker = Optional.empty();
  }

  /** Puts fresh processes in the place of those that run. */
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
