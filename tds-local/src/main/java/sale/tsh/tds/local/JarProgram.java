package sale.tsh.tds.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the packaged jar of the API or of a worker, with the Java of this JVM.
 *
 * @param health the path that reports its health
 * @param management the address of its metrics
 */
record JarProgram(
    String name,
    PackagedJar jar,
    String address,
    String health,
    String management,
    Map<String, Integer> ports,
    Map<String, String> variables)
    implements Program {

  /** The API, which migrates the schema when it starts. */
  static JarProgram api(PackagedJar jar, LocalSettings settings, Map<String, String> variables) {
    return new JarProgram(
        "api",
        jar,
        address(settings.apiPort()),
        "/health",
        address(settings.apiManagementPort()),
        Map.of(
            LocalSettings.API_PORT,
            settings.apiPort(),
            LocalSettings.API_MANAGEMENT_PORT,
            settings.apiManagementPort()),
        settings.processVariables(variables));
  }

  /** A worker. Its only port is that of health and metrics. */
  static JarProgram worker(
      String name, PackagedJar jar, LocalSettings settings, Map<String, String> variables) {
    return new JarProgram(
        name,
        jar,
        address(settings.workerManagementPort()),
        "/actuator/health",
        address(settings.workerManagementPort()),
        Map.of(LocalSettings.WORKER_MANAGEMENT_PORT, settings.workerManagementPort()),
        settings.processVariables(variables));
  }

  @Override
  public Optional<String> metrics() {
    return Optional.of(management + "/actuator/prometheus");
  }

  @Override
  public void prepare() {
    jar.prepare();
  }

  @Override
  public List<String> command() {
    List<String> command =
        new ArrayList<>(
            List.of(
                PackagedJar.java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dspring.aot.enabled=true"));
    command.addAll(jar.arguments());
    return command;
  }

  @Override
  public boolean isHealthy() {
    return HealthCheck.passes(address + health);
  }

  @Override
  public boolean askToEnd(ProcessHandle process) {
    return process.destroy();
  }

  private static String address(int port) {
    return "http://127.0.0.1:" + port;
  }
}
