package sale.tsh.tds.bench;

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

/** PostgreSQL's own load generator, as the machine has it. */
record PgBench(Server server, Path directory) {

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  /** Runs a script over and over with so many clients; how often a second, and how long it took. */
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
    return Figures.calls(latencies(), (double) duration.toSeconds());
  }

  /** On the path, else the newest that Debian keeps. */
  private static String program() {
    List<Path> places = new ArrayList<>();
    for (String directory : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      places.add(Path.of(directory, "pgbench"));
    }
    try (Stream<Path> versions = Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.empty()) {
      versions
          .sorted(Comparator.reverseOrder())
          .map(version -> version.resolve("bin/pgbench"))
          .forEach(places::add);
    } catch (IOException e) {
      throw new BenchProblem(DEBIAN + " cannot be listed", e);
    }
    return places.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new BenchProblem("There is no pgbench; install postgresql-contrib"))
        .toString();
  }

  /** A line a transaction: client, transaction, microseconds, and more. */
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
