package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A packaged jar of ours, run by the Java that runs this.
 *
 * @param jar as the build left it; a copy is run, so that a build beside it does not take the
 *     classes from under a running process
 * @param health where it says whether it is well
 */
record JarProgram(
    String name,
    Path jar,
    Path copy,
    String address,
    URI health,
    Map<String, Integer> ports,
    Map<String, String> variables)
    implements Program {

  private static final int PATIENCE_MILLIS = 3_000;

  /** The API, which brings the schema up to date when it starts. */
  static JarProgram api(LocalSettings settings, Map<String, String> variables) {
    return of(
        "api",
        "tds-api",
        settings,
        settings.apiPort(),
        "/health",
        Map.of(
            LocalSettings.API_PORT,
            settings.apiPort(),
            LocalSettings.API_MANAGEMENT_PORT,
            settings.apiManagementPort()),
        variables);
  }

  /** A worker; it listens for machines only. */
  static JarProgram worker(String name, LocalSettings settings, Map<String, String> variables) {
    return of(
        name,
        "tds-worker",
        settings,
        settings.workerManagementPort(),
        "/actuator/health",
        Map.of(LocalSettings.WORKER_MANAGEMENT_PORT, settings.workerManagementPort()),
        variables);
  }

  private static JarProgram of(
      String name,
      String module,
      LocalSettings settings,
      int port,
      String healthPath,
      Map<String, Integer> ports,
      Map<String, String> variables) {
    String address = "http://127.0.0.1:" + port;
    Map<String, String> all = new HashMap<>(variables);
    all.put("ENVIRONMENT", "local");
    all.put("API_PORT", Integer.toString(settings.apiPort()));
    all.put(LocalSettings.API_MANAGEMENT_PORT, Integer.toString(settings.apiManagementPort()));
    all.put(
        LocalSettings.WORKER_MANAGEMENT_PORT, Integer.toString(settings.workerManagementPort()));
    all.put("DATABASE_URL", settings.databaseUrl());
    if (settings.embedded()) {
      all.put("DATABASE_USER", "postgres");
    }
    return new JarProgram(
        name,
        settings.checkout().resolve(module + "/target/" + module + ".jar"),
        settings.run().resolve(module + ".jar"),
        address,
        URI.create(address + healthPath),
        ports,
        Map.copyOf(all));
  }

  @Override
  public void prepare() {
    if (!Files.exists(jar)) {
      throw new LocalProblem("%s is missing. Build it: ./mvnw -DskipTests package".formatted(jar));
    }
    try {
      Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-jar",
        copy.toString());
  }

  @Override
  public boolean isHealthy() {
    try {
      HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public boolean askToEnd(ProcessHandle process) {
    return process.destroy();
  }
}
