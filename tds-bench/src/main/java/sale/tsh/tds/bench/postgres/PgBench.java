package sale.tsh.tds.bench.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sale.tsh.tds.bench.measure.BenchProblem;
import sale.tsh.tds.bench.measure.Quantiles;

/** Runs pgbench, the load generator of PostgreSQL, which the machine must have. */
record PgBench(Server server, Path directory) {

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  /** Runs a script repeatedly with a number of clients. Returns the rate and the durations. */
  Map<String, Double> run(Path script, int clients, Duration duration) {
    Path log = directory.resolve("pgbench");
    deleteLogs();
    List<String> command =
        List.of(
            program(),
            "--no-vacuum",
            "--protocol=prepared",
            "--file=" + script,
            "--client=" + clients,
            "--jobs=" + Math.min(clients, 2),
            "--time=" + duration.toSeconds(),
            "--log",
            "--log-prefix=" + log,
            "--host=127.0.0.1",
            "--port=" + server.port(),
            "--username=postgres",
            "postgres");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new BenchProblem("pgbench failed:%n%s".formatted(output));
      }
    } catch (IOException e) {
      throw new BenchProblem("pgbench did not start", e);
    } catch (InterruptedException e) {
      throw BenchProblem.interrupted(e);
    }
    return Quantiles.calls(latencies(), (double) duration.toSeconds());
  }

  /** The program on the path, otherwise the newest in Debian's directories. */
  private static String program() {
    List<Path> candidates = new ArrayList<>();
    for (String directory : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      candidates.add(Path.of(directory, "pgbench"));
    }
    try (Stream<Path> versions = Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.empty()) {
      versions
          .sorted(Comparator.reverseOrder())
          .map(version -> version.resolve("bin/pgbench"))
          .forEach(candidates::add);
    } catch (IOException e) {
      throw new BenchProblem(DEBIAN + " cannot be listed", e);
    }
    return candidates.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new BenchProblem("There is no pgbench. Install postgresql-contrib"))
        .toString();
  }

  /**
   * Reads the log, which has one line per transaction: client, transaction, microseconds and more.
   */
  private double[] latencies() {
    return logs().stream()
        .flatMap(PgBench::lines)
        .mapToDouble(line -> Long.parseLong(Arrays.asList(line.split(" ", 4)).get(2)) / 1e3)
        .sorted()
        .toArray();
  }

  private static Stream<String> lines(Path log) {
    try {
      return Files.readAllLines(log).stream();
    } catch (IOException e) {
      throw new BenchProblem(log + " cannot be read", e);
    }
  }

  private void deleteLogs() {
    for (Path log : logs()) {
      try {
        Files.delete(log);
      } catch (IOException e) {
        throw new BenchProblem(log + " cannot be deleted", e);
      }
    }
  }

  private List<Path> logs() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().startsWith("pgbench.")).toList();
    } catch (IOException e) {
      throw new BenchProblem(directory + " cannot be listed", e);
    }
  }
}
