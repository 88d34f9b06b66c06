package sale.tsh.tds.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.settings.Environment;

/**
 * What the system on this machine is made of.
 *
 * @param checkout the directory that holds the modules with their packaged jars
 * @param home where data, logs and pid files are
 * @param databaseUrl what the processes are given as {@code DATABASE_URL}
 * @param embedded whether the database is our own rather than the one {@code DATABASE_URL} names
 * @param stopLimit how long a process may take to end before it is killed
 */
record LocalSettings(
    Path checkout,
    Path home,
    int apiPort,
    int apiManagementPort,
    int workerManagementPort,
    int postgresPort,
    String databaseUrl,
    Database database,
    boolean embedded,
    Duration stopLimit) {

  static final String API_PORT = "TDS_API_PORT";
  static final String API_MANAGEMENT_PORT = "API_MANAGEMENT_PORT";
  static final String WORKER_MANAGEMENT_PORT = "WORKER_MANAGEMENT_PORT";
  static final String POSTGRES_PORT = "TDS_PG_PORT";
  private static final String DATABASE_URL = "DATABASE_URL";

  /** Reads a terminal's variables. */
  static LocalSettings from(Map<String, String> variables, Path checkout) {
    Environment environment = new Environment(variables::get);
    int postgresPort = port(environment, POSTGRES_PORT, 5433);
    boolean embedded = environment.text(DATABASE_URL).isEmpty();
    String databaseUrl =
        environment.text(
            DATABASE_URL, "postgresql://postgres@127.0.0.1:%d/postgres".formatted(postgresPort));
    return new LocalSettings(
        checkout,
        Path.of(environment.text("TDS_HOME", checkout.resolve("tds-local/.data").toString()))
            .toAbsolutePath()
            .normalize(),
        port(environment, API_PORT, 8001),
        port(environment, API_MANAGEMENT_PORT, 9001),
        port(environment, WORKER_MANAGEMENT_PORT, 9002),
        postgresPort,
        databaseUrl,
        new Database(
            DatabaseSettings.from(
                embedded ? new Environment(Map.of(DATABASE_URL, databaseUrl)::get) : environment)),
        embedded,
        stopLimit(environment));
  }

  /** Keeps what a system is started with, without a password, for other terminals to find it. */
  void remember() {
    Properties started = new Properties();
    started.setProperty(API_PORT, Integer.toString(apiPort));
    started.setProperty(API_MANAGEMENT_PORT, Integer.toString(apiManagementPort));
    started.setProperty(WORKER_MANAGEMENT_PORT, Integer.toString(workerManagementPort));
    started.setProperty(POSTGRES_PORT, Integer.toString(postgresPort));
    started.setProperty(DATABASE_URL, embedded ? "" : database.url());
    try (Writer writer = Files.newBufferedWriter(memory())) {
      started.store(writer, "What this system was started with");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the running system was started with, whatever this terminal's variables say now. */
  LocalSettings remembered(Map<String, String> variables) {
    Properties started = new Properties();
    try (Reader reader = Files.newBufferedReader(memory())) {
      started.load(reader);
    } catch (IOException e) {
      return this;
    }
    Map<String, String> merged = new HashMap<>(variables);
    started.stringPropertyNames().stream()
        .filter(name -> !(name.equals(DATABASE_URL) && isOwn(started.getProperty(name))))
        .forEach(name -> merged.put(name, started.getProperty(name)));
    return from(merged, checkout);
  }

  /**
   * What the API and the worker are given: the terminal's variables, and what these settings say.
   */
  Map<String, String> processVariables(Map<String, String> given) {
    Map<String, String> variables = new HashMap<>(given);
    variables.put("ENVIRONMENT", "local");
    variables.put("API_PORT", Integer.toString(apiPort));
    variables.put(API_MANAGEMENT_PORT, Integer.toString(apiManagementPort));
    variables.put(WORKER_MANAGEMENT_PORT, Integer.toString(workerManagementPort));
    variables.put(DATABASE_URL, databaseUrl);
    if (embedded) {
      // One that is set for another server would win over the URL's.
      variables.put("DATABASE_USER", "postgres");
    }
    return Map.copyOf(variables);
  }

  Path run() {
    return home.resolve("run");
  }

  Path logs() {
    return home.resolve("logs");
  }

  /** Whether a remembered database is this one, whose URL here may have the password besides. */
  private boolean isOwn(String rememberedUrl) {
    return !embedded && database.url().equals(rememberedUrl);
  }

  private Path memory() {
    return run().resolve("settings");
  }

  private static int port(Environment environment, String name, int otherwise) {
    return environment.number(name, otherwise, 1, 65_535);
  }

  /** More than the worker takes at most: its grace time to claim no more, and again to finish. */
  private static Duration stopLimit(Environment environment) {
    return environment
        .duration(
            "WORKER_SHUTDOWN_GRACE", Duration.ofSeconds(20), Duration.ZERO, Duration.ofMinutes(10))
        .multipliedBy(2)
        .plusSeconds(20);
  }
}
