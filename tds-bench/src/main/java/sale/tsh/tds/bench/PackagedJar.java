package sale.tsh.tds.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A running process of ours, started from its packaged jar as {@code tds-run} starts it, save for
 * the cache that an installation makes.
 */
final class PackagedJar implements AutoCloseable {

  private static final int LONGEST_START_SECONDS = 90;
  private static final int LONGEST_STOP_SECONDS = 60;

  /** The options of {@code tds-run}; the other queues of Java get them too. */
  static final List<String> OPTIONS =
      List.of(
          "-XX:+UseCompactObjectHeaders",
          "-XX:+UseSerialGC",
          "-Xms72m",
          "-Xmn32m",
          "-Xmx512m",
          "-XX:MaxMetaspaceSize=256m",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:TrimNativeHeapInterval=5000",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "-Dspring.aot.enabled=true");

  private final Process process;
  private final double startSeconds;

  private PackagedJar(Process process, double startSeconds) {
    this.process = process;
    this.startSeconds = startSeconds;
  }

  /** The Java that the benchmark runs on. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Starts a jar and returns once it says that it is well. */
  static PackagedJar start(Path jar, Path log, URI health, Map<String, String> variables) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(OPTIONS);
    command.add("-jar");
    command.add(jar.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(variables);
    long begin = System.nanoTime();
    try {
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      while (!isHealthy(health)) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (!process.isAlive() || seconds > LONGEST_START_SECONDS) {
          process.destroy();
          throw new BenchProblem("%s did not start; see %s".formatted(jar.getFileName(), log));
        }
        Pause.millis(20);
      }
      return new PackagedJar(process, (System.nanoTime() - begin) / 1e9);
    } catch (IOException e) {
      throw new BenchProblem("Java did not start", e);
    }
  }

  /** From the start of the process until it said that it was well. */
  double startSeconds() {
    return startSeconds;
  }

  /** The memory it has resident now, in MiB. */
  double residentMebibytes() {
    return Memory.resident(process.pid());
  }

  /** The most it ever had resident, in MiB. */
  double peakMebibytes() {
    return Memory.peak(process.pid());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw BenchProblem.interrupted(e);
    }
  }

  private static boolean isHealthy(URI health) {
    try {
      HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
      connection.setConnectTimeout(3_000);
      connection.setReadTimeout(3_000);
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        return false;
      }
      try (InputStream body = connection.getInputStream()) {
        body.readAllBytes();
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
