package sale.tsh.tds.bench.ours;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import sale.tsh.tds.bench.measure.BenchProblem;
import sale.tsh.tds.bench.measure.Memory;
import sale.tsh.tds.bench.measure.Pause;
import sale.tsh.tds.bench.trial.JavaCommand;

/**
 * A running API or worker, started from its packaged jar as {@code tds-run} starts it, but without
 * the cache that an installation creates.
 */
final class BenchJar implements AutoCloseable {

  private static final int LONGEST_START_SECONDS = 90;
  private static final int LONGEST_STOP_SECONDS = 60;

  private final Process process;
  private final double startSeconds;

  private BenchJar(Process process, double startSeconds) {
    this.process = process;
    this.startSeconds = startSeconds;
  }

  /** Starts a jar and returns once it reports that it is healthy. */
  static BenchJar start(Path jar, Path log, URI health, Map<String, String> variables) {
    List<String> command = new ArrayList<>(JavaCommand.start());
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
          throw new BenchProblem("%s did not start. See %s".formatted(jar.getFileName(), log));
        }
        Pause.millis(20);
      }
      return new BenchJar(process, (System.nanoTime() - begin) / 1e9);
    } catch (IOException e) {
      throw new BenchProblem("Java did not start", e);
    }
  }

  /** The time from the start of the process until it was healthy. */
  double startSeconds() {
    return startSeconds;
  }

  /** The current resident memory, in MiB. */
  double residentMebibytes() {
    return Memory.resident(process.pid());
  }

  /** The peak of the resident memory, in MiB. */
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
