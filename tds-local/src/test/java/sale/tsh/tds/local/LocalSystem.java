package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.testing.TestDatabase;

/**
 * The whole system for a test: PostgreSQL, the API and any number of workers. They run from the
 * packaged jars, on free ports and in their own directory. A test may kill, stop and start each
 * process at any time.
 *
 * <p>A test may set the directory with {@code TDS_HOME}, and the database with {@code
 * DATABASE_URL}. Otherwise the directory is new and the database embedded, or a new one on the
 * server of {@code TDS_TEST_DATABASE_URL}. The logs stay in {@code target/systems}.
 */
public final class LocalSystem implements AutoCloseable {

  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  private final Map<String, String> variables;
  private final LocalSettings settings;
  private final @Nullable TestDatabase external;
  private final @Nullable LocalProcess postgres;
  private final LocalProcess api;
  private final List<LocalProcess> workers = new CopyOnWriteArrayList<>();
  private final List<LocalProcess> others = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Thread endWithJvm = new Thread(this::killAll);

  private LocalSystem(Map<String, String> given) {
    boolean own =
        System.getenv("TDS_TEST_DATABASE_URL") == null || given.containsKey("DATABASE_URL");
    external = own ? null : TestDatabase.empty();
    variables = new HashMap<>();
    // This halves the time to start. A test that needs a fast JVM sets another value.
    variables.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    variables.putAll(freePorts());
    variables.putAll(given);
    variables.computeIfAbsent("TDS_HOME", name -> newHome().toString());
    if (external != null) {
      variables.put("DATABASE_URL", external.databaseUrl());
    }
    settings = LocalSettings.from(variables, CHECKOUT);
    postgres =
        settings.embedded() ? new LocalProcess(PostgresProgram.of(settings), settings) : null;
    api = new LocalProcess(JarProgram.api(TrainedJar.of("tds-api"), settings, variables), settings);
    Runtime.getRuntime().addShutdownHook(endWithJvm);
  }

  /** Starts PostgreSQL, the API and a worker, and returns once all are healthy. */
  public static LocalSystem start(Map<String, String> variables) {
    LocalSystem system = startWithoutWorker(variables);
    system.newWorker().start();
    return system;
  }

  /** Starts PostgreSQL and the API, and returns once both are healthy. */
  public static LocalSystem startWithoutWorker(Map<String, String> variables) {
    LocalSystem system = new LocalSystem(variables);
    try {
      Files.createDirectories(system.settings.run());
      Files.createDirectories(system.settings.logs());
      if (system.postgres != null) {
        if (!Files.exists(system.home().resolve("postgres"))) {
          PreparedPostgres.into(system.home());
        }
        system.postgres.start();
      }
      system.api.start();
      return system;
    } catch (IOException e) {
      system.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      system.close();
      throw e;
    }
  }

  /** The embedded server. Fails if the test runs on an external server, which it must not kill. */
  public LocalProcess postgres() {
    if (postgres == null) {
      throw new IllegalStateException("the database is the one of TDS_TEST_DATABASE_URL");
    }
    return postgres;
  }

  /** The API. */
  public LocalProcess api() {
    return api;
  }

  /** The first worker. */
  public LocalProcess worker() {
    return workers.getFirst();
  }

  /** All workers, running or not. */
  public List<LocalProcess> workers() {
    return List.copyOf(workers);
  }

  /** Adds a worker, not yet started. */
  public LocalProcess newWorker() {
    return newWorker(Map.of());
  }

  /** Adds a worker with further settings, not yet started. */
  public LocalProcess newWorker(Map<String, String> more) {
    Map<String, String> own = new HashMap<>(variables);
    own.putAll(more);
    if (!workers.isEmpty()) {
      own.putAll(FreePorts.of(LocalSettings.WORKER_MANAGEMENT_PORT));
    }
    LocalSettings ownSettings = LocalSettings.from(own, CHECKOUT);
    String name = "worker" + (workers.isEmpty() ? "" : "-" + (workers.size() + 1));
    LocalProcess worker =
        new LocalProcess(
            JarProgram.worker(name, TrainedJar.of("tds-worker"), ownSettings, own), ownSettings);
    workers.add(worker);
    return worker;
  }

  /** Adds another program, not yet started. It ends with the system. */
  LocalProcess process(Program program) {
    LocalProcess process = new LocalProcess(program, settings);
    others.add(process);
    return process;
  }

  /** The client for requests of a test. */
  public HttpClient http() {
    return http;
  }

  /** The URL of a path of the API, such as {@code /health}. */
  public URI uri(String path) {
    return URI.create(api.address() + path);
  }

  /** The port of the API. */
  public int port() {
    return settings.apiPort();
  }

  /** Sends a GET request to the API. */
  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  /** Sends a POST request without a body to the API. */
  public HttpResponse<String> post(String path) {
    return send(
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  /**
   * Sends a webhook of JSON.
   *
   * @param to what follows {@code /webhooks/}, such as {@code customers?op=delete}
   */
  public HttpResponse<String> deliver(String to, String json) {
    return deliver(to, "application/json", json);
  }

  /** Sends a webhook. */
  public HttpResponse<String> deliver(String to, String contentType, String body) {
    return send(
        HttpRequest.newBuilder(uri("/webhooks/" + to))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** Sends a request and returns its answer as text. */
  public HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns a client that opens a connection per statement, so that it survives a restart of the
   * server.
   */
  public JdbcClient jdbc() {
    DatabaseSettings database = settings.database().settings();
    DriverManagerDataSource direct = new DriverManagerDataSource(database.url());
    direct.setUsername(database.user());
    if (database.password() != null) {
      direct.setPassword(database.password());
    }
    return JdbcClient.create(direct);
  }

  /** Counts the rows of a table, such as {@code tds_sync_queue where status = 'retry'}. */
  public int count(String tableAndCondition) {
    return jdbc().sql("select count(*) from " + tableAndCondition).query(Integer.class).single();
  }

  /** Opens a connection, for transactions. */
  public Connection connect() throws SQLException {
    return settings.database().connect();
  }

  /** A value for {@code DATABASE_URL}. */
  public String databaseUrl() {
    return settings.databaseUrl();
  }

  /** The directory of data, logs and pid files. */
  public Path home() {
    return settings.home();
  }

  /** Kills all processes and deletes everything but the logs. */
  @Override
  public void close() {
    killAll();
    Runtime.getRuntime().removeShutdownHook(endWithJvm);
    try {
      for (String directory : List.of("run", "postgres", "server")) {
        Directories.delete(settings.home().resolve(directory));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (external != null) {
      external.close();
    }
  }

  private void killAll() {
    List<LocalProcess> all = new ArrayList<>(others);
    all.addAll(workers);
    all.add(api);
    if (postgres != null) {
      all.add(postgres);
    }
    all.forEach(LocalProcess::kill);
  }

  /** Returns a free port for each variable that sets one. */
  static Map<String, String> freePorts() {
    return FreePorts.of(
        LocalSettings.API_PORT,
        LocalSettings.API_MANAGEMENT_PORT,
        LocalSettings.WORKER_MANAGEMENT_PORT,
        LocalSettings.POSTGRES_PORT,
        LocalSettings.ZOHO_PORT);
  }

  /** Creates an empty directory next to those of other tests. */
  static Path newHome() {
    try {
      Path systems = Files.createDirectories(Path.of("target/systems").toAbsolutePath());
      return Files.createTempDirectory(systems, "system-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
