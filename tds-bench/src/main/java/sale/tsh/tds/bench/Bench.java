package sale.tsh.tds.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import sale.tsh.tds.bench.measure.BenchProblem;
import sale.tsh.tds.bench.ours.Ours;
import sale.tsh.tds.bench.peer.Peers;
import sale.tsh.tds.bench.postgres.PlainSql;
import sale.tsh.tds.bench.postgres.Server;
import sale.tsh.tds.bench.trial.Contender;
import sale.tsh.tds.bench.trial.Effort;
import sale.tsh.tds.bench.trial.Trial;

/** Runs the requested trials, prints the table and saves it. */
public final class Bench {

  /** A figure is the median of this number of runs. */
  static final int REPETITIONS = 3;

  /** After this time the benchmark starts no other run. A later call continues. */
  private static final Duration LONGEST = Duration.ofMinutes(50);

  private final Effort effort;
  private final List<Contender> contenders;
  private final Results results;
  private final long end = System.nanoTime() + LONGEST.toNanos();

  private Bench(Effort effort, List<Contender> contenders, Results results) {
    this.effort = effort;
    this.contenders = contenders;
    this.results = results;
  }

  /**
   * Takes {@code --quick}, {@code --peers} and the names of trials. Without names it runs all
   * trials, or all quick ones. The other queues take part in a full benchmark, and in a quick one
   * with {@code --peers}. With {@code --link} and a number of milliseconds, PostgreSQL is this far
   * away.
   */
  public static void main(String[] arguments) {
    List<String> words = new ArrayList<>(Arrays.asList(arguments));
    Effort effort = words.remove("--quick") ? Effort.QUICK : Effort.FULL;
    boolean peers = words.remove("--peers") || !effort.quick();
    try {
      Duration roundTrip = roundTrip(words);
      List<Trial> trials =
          words.isEmpty()
              ? Trial.unnamed(effort)
              : words.stream().map(Trial::of).sorted().distinct().toList();
      run(effort, peers, roundTrip, trials);
    } catch (BenchProblem e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Takes the option of the link out of the words. */
  private static Duration roundTrip(List<String> words) {
    int option = words.indexOf("--link");
    if (option < 0) {
      return Duration.ZERO;
    }
    String millis = option + 1 < words.size() ? words.remove(option + 1) : "";
    words.remove(option);
    if (!millis.matches("[1-9][0-9]?")) {
      throw new BenchProblem("--link must be followed by 1 to 99 milliseconds");
    }
    return Duration.ofMillis(Long.parseLong(millis));
  }

  private static void run(Effort effort, boolean peers, Duration roundTrip, List<Trial> trials) {
    Path checkout = Path.of(System.getProperty("tds.checkout", ""));
    Path target = checkout.resolve("tds-bench/target");
    Path work = target.resolve("work");
    try {
      Files.createDirectories(work);
    } catch (IOException e) {
      throw new BenchProblem(work + " cannot be created", e);
    }
    try (Server server = Server.start(work, roundTrip);
        Ours ours = new Ours(server, checkout, work);
        PlainSql sql = new PlainSql(server, work, ours.version())) {
      System.out.println(server.description());
      List<Contender> contenders = new ArrayList<>(List.of(ours, sql));
      if (peers) {
        contenders.addAll(Peers.all(server, checkout, work));
      }
      String link = roundTrip.isZero() ? "" : "-link-" + roundTrip.toMillis();
      Results results = Results.open(target.resolve("runs%s.jsonl".formatted(link)));
      new Bench(effort, contenders, results).run(trials);
      List<Row> rows = results.rows(effort, contenders);
      results.write(rows, target.resolve("results%s.json".formatted(link)));
      System.out.println(ResultTable.of(rows));
    }
  }

  private void run(List<Trial> trials) {
    for (Trial trial : trials) {
      for (int repetition = 1; repetition <= REPETITIONS; repetition++) {
        for (Contender contender : contenders) {
          if (contender.trials().contains(trial)
              && !results.has(effort, trial, contender, repetition)) {
            if (System.nanoTime() > end) {
              System.out.printf(
                  "Time is up before %s. Run the benchmark again to continue.%n", trial.text());
              return;
            }
            run(trial, contender, repetition);
          }
        }
      }
    }
  }

  private void run(Trial trial, Contender contender, int repetition) {
    double cpuMillis = CpuLoop.millis();
    BenchRun run =
        new BenchRun(
            effort.text(),
            trial.text(),
            contender.name(),
            contender.role(),
            contender.version(),
            repetition,
            cpuMillis,
            contender.run(trial, effort));
    results.add(run);
    System.out.printf(
        Locale.ROOT,
        "%s, %s, %d: %s (CPU loop %.0f ms)%n",
        trial.text(),
        contender.name(),
        repetition,
        run.figures(),
        cpuMillis);
  }
}
