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
import sale.tsh.tds.settings.Settings;

/**
 * The settings of the system on this machine: directories, ports and the database.
 *
 * @param checkout the directory that holds the modules with their packaged jars
 * @param home the directory of data, logs and pid files
 * @param zohoPort of the simulator that runs beside the demo
 * @param databaseUrl the value of {@code DATABASE_URL} for the processes
 * @param embedded whether the launcher runs PostgreSQL itself, because {@code DATABASE_URL} is not
 *     set
 * @param stopLimit how long a process may take to end before it is killed
 */
record LocalSettings(
    Path checkout,
    Path home,
    int apiPort,
    int apiManagementPort,
    int workerManagementPort,
    int postgresPort,
    int zohoPort,
    String databaseUrl,
    LocalDatabase database,
    boolean embedded,
    Duration stopLimit) {

  static final String API_PORT = "TDS_API_PORT";
  static final String API_MANAGEMENT_PORT = "API_MANAGEMENT_PORT";
  static final String WORKER_MANAGEMENT_PORT = "WORKER_MANAGEMENT_PORT";
  static final String POSTGRES_PORT = "TDS_PG_PORT";
  static final String ZOHO_PORT = "TDS_ZOHO_PORT";
  private static final String DATABASE_URL = "DATABASE_URL";
  private static final int ANY_FREE = 0;

  /**
   * Reads the variables of a terminal. A port of 0 means any free port, which {@link
   * #withFreePorts} chooses.
   */
  static LocalSettings from(Map<String, String> variables, Path checkout) {
    Settings given = new Settings(variables::get);
    int postgresPort = port(given, POSTGRES_PORT, 5433);
    boolean embedded = given.text(DATABASE_URL).isEmpty();
    String databaseUrl =
        given.text(
            DATABASE_URL, "postgresql://postgres@127.0.0.1:%d/postgres".formatted(postgresPort));
    return new LocalSettings(
        checkout,
        Path.of(given.text("TDS_HOME", checkout.resolve("tds-local/.data").toString()))
            .toAbsolutePath()
            .normalize(),
        port(given, API_PORT, 8001),
        port(given, API_MANAGEMENT_PORT, 9001),
        port(given, WORKER_MANAGEMENT_PORT, 9002),
        postgresPort,
        port(given, ZOHO_PORT, 8002),
        databaseUrl,
        new LocalDatabase(
            DatabaseSettings.from(
                embedded ? new Settings(Map.of(DATABASE_URL, databaseUrl)::get) : given)),
        embedded,
        stopLimit(given));
  }

  /** Returns the settings for a start, with a free port in place of each 0. */
  LocalSettings withFreePorts(Map<String, String> variables) {
    String[] open =
        ports().entrySet().stream()
            .filter(port -> port.getValue() == ANY_FREE)
            .map(Map.Entry::getKey)
            .toArray(String[]::new);
    Map<String, String> merged = new HashMap<>(variables);
    merged.putAll(FreePorts.of(open));
    return from(merged, checkout);
  }

  /** Saves these settings without the password, so that other terminals find the running system. */
  void remember() {
    Properties started = new Properties();
    ports().forEach((name, port) -> started.setProperty(name, Integer.toString(port)));
    started.setProperty(DATABASE_URL, embedded ? "" : database.url());
    try (Writer writer = Files.newBufferedWriter(savedSettings())) {
      started.store(writer, "What this system was started with");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the settings that the running system was started with, whatever the variables of this
   * terminal say.
   */
  LocalSettings remembered(Map<String, String> variables) {
    Properties started = new Properties();
    try (Reader reader = Files.newBufferedReader(savedSettings())) {
      started.load(reader);
    } catch (IOException e) {
      return this;
    }
    Map<String, String> kept = new HashMap<>();
    started.stringPropertyNames().stream()
        .filter(name -> !(name.equals(DATABASE_URL) && isOwn(started.getProperty(name))))
        .forEach(name -> kept.put(name, started.getProperty(name)));
    return from(instead(variables, kept), checkout);
  }

  /**
   * The variables of the API and the worker. They are those of the terminal, overridden by these
   * settings.
   */
  Map<String, String> processVariables(Map<String, String> terminal) {
    Map<String, String> variables = new HashMap<>();
    variables.put("ENVIRONMENT", "local");
    variables.put("API_PORT", Integer.toString(apiPort));
    variables.put(API_MANAGEMENT_PORT, Integer.toString(apiManagementPort));
    variables.put(WORKER_MANAGEMENT_PORT, Integer.toString(workerManagementPort));
    variables.put(DATABASE_URL, databaseUrl);
    if (embedded) {
      // A user that is set for another server would take precedence over the user in the URL.
      variables.put("DATABASE_USER", "postgres");
    }
    return instead(terminal, variables);
  }

  Path run() {
    return home.resolve("run");
  }

  Path logs() {
    return home.resolve("logs");
  }

  private Map<String, Integer> ports() {
    return Map.of(
        API_PORT, apiPort,
        API_MANAGEMENT_PORT, apiManagementPort,
        WORKER_MANAGEMENT_PORT, workerManagementPort,
        POSTGRES_PORT, postgresPort,
        ZOHO_PORT, zohoPort);
  }

  /** The variables with some of them replaced, also where a file holds their value. */
  private static Map<String, String> instead(
      Map<String, String> variables, Map<String, String> replaced) {
    Map<String, String> merged = new HashMap<>(variables);
    replaced.forEach((name, value) -> {
      merged.put(name, value);
      merged.remove(name + "_FILE");
    });
    return Map.copyOf(merged);
  }

  /** Whether the saved database is that of this terminal, whose URL may also hold the password. */
  private boolean isOwn(String rememberedUrl) {
    return !embedded && database.url().equals(rememberedUrl);
  }

  private Path savedSettings() {
    return run().resolve("settings");
  }

  private static int port(Settings given, String name, int otherwise) {
    return given.number(name, otherwise, ANY_FREE, 65_535);
  }

  /**
   * More than a worker takes at most. It may use its grace time twice, until it claims no more and
   * until its handlers have finished.
   */
  private static Duration stopLimit(Settings given) {
    return given
        .duration(
            "WORKER_SHUTDOWN_GRACE", Duration.ofSeconds(20), Duration.ZERO, Duration.ofMinutes(10))
        .multipliedBy(2)
        .plusSeconds(20);
  }
}
