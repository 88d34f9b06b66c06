package sale.tsh.tds.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Runs the trials asked for, prints the table and writes it down. */
public final class Bench {

  /** A figure is the median of so many runs. */
  static final int REPETITIONS = 3;

  /** After this it starts no other run; called again, it goes on. */
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
   * Takes {@code --quick}, {@code --peers} and the names of trials; without names it runs all, or
   * all that are quick. The other queues take part in a full benchmark, and in a quick one where
   * {@code --peers} asks it.
   */
  public static void main(String[] arguments) {
    List<String> words = new ArrayList<>(Arrays.asList(arguments));
    Effort effort = words.remove("--quick") ? Effort.QUICK : Effort.FULL;
    boolean peers = words.remove("--peers") || !effort.quick();
    try {
      List<Trial> trials =
          words.isEmpty()
              ? Trial.unnamed(effort)
              : words.stream().map(Trial::of).sorted().distinct().toList();
      run(effort, peers, trials);
    } catch (BenchProblem e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void run(Effort effort, boolean peers, List<Trial> trials) {
    Path checkout = Path.of(System.getProperty("tds.checkout", ""));
    Path target = checkout.resolve("tds-bench/target");
    Path work = target.resolve("work");
    try {
      Files.createDirectories(work);
    } catch (IOException e) {
      throw new BenchProblem(work + " cannot be made", e);
    }
    try (Server server = Server.start(work);
        Ours ours = new Ours(server, checkout, work);
        PlainSql sql = new PlainSql(server, work, ours.version())) {
      System.out.println(server.description());
      List<Contender> contenders = new ArrayList<>(List.of(ours, sql));
      if (peers) {
        contenders.addAll(Peers.all(server, checkout, work));
      }
      Results results = Results.open(target.resolve("runs.jsonl"));
      new Bench(effort, contenders, results).run(trials);
      List<Row> rows = results.rows(effort, contenders);
      results.write(rows, target.resolve("results.json"));
      System.out.println(Table.of(rows));
    }
  }

  private void run(List<Trial> trials) {
    for (Trial trial : trials) {
      for (int repetition = 1; repetition <= REPETITIONS; repetition++) {
        for (Contender contender : contenders) {
          if (contender.trials().contains(trial)
              && !results.has(effort, trial, contender, repetition)) {
            if (System.nanoTime() > end) {
              System.out.printf("Time is up before %s; run it again to go on.%n", trial.text());
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
    Run run =
        new Run(
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
