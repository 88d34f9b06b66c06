package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * A packaged jar of ours, run by the Java that runs this.
 *
 * @param jar as the build left it
 * @param copy what is run, so that a build does not take the classes from under a process
 * @param health the path at which it says whether it is well
 */
record JarProgram(
    String name,
    Path jar,
    Path copy,
    String address,
    String health,
    Map<String, Integer> ports,
    Map<String, String> variables)
    implements Program {

  private static final int PATIENCE_MILLIS = 3_000;

  /** The API, which brings the schema up to date when it starts. */
  static JarProgram api(LocalSettings settings, Map<String, String> variables) {
    return new JarProgram(
        "api",
        settings.checkout().resolve("tds-api/target/tds-api.jar"),
        settings.run().resolve("tds-api.jar"),
        address(settings.apiPort()),
        "/health",
        Map.of(
            LocalSettings.API_PORT,
            settings.apiPort(),
            LocalSettings.API_MANAGEMENT_PORT,
            settings.apiManagementPort()),
        settings.processVariables(variables));
  }

  /** A worker; it listens for machines only. */
  static JarProgram worker(String name, LocalSettings settings, Map<String, String> variables) {
    return new JarProgram(
        name,
        settings.checkout().resolve("tds-worker/target/tds-worker.jar"),
        settings.run().resolve("tds-worker.jar"),
        address(settings.workerManagementPort()),
        "/actuator/health",
        Map.of(LocalSettings.WORKER_MANAGEMENT_PORT, settings.workerManagementPort()),
        settings.processVariables(variables));
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
        "-Dspring.aot.enabled=true",
        "-jar",
        copy.toString());
  }

  @Override
  public boolean isHealthy() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(address + health).toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public boolean askToEnd(ProcessHandle process) {
    return process.destroy();
  }

  private static String address(int port) {
    return "http://127.0.0.1:" + port;
  }
}
