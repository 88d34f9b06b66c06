package sale.tsh.tds.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sale.tsh.tds.bench.measure.BenchProblem;
import sale.tsh.tds.bench.measure.Quantiles;
import sale.tsh.tds.bench.trial.Contender;
import sale.tsh.tds.bench.trial.Effort;
import sale.tsh.tds.bench.trial.Trial;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runs so far. Each run of a full benchmark is saved to disk at once, so that an interrupted
 * benchmark can continue.
 */
final class Results {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final List<BenchRun> runs = new ArrayList<>();

  private Results(Path file) {
    this.file = file;
  }

  /** Reads the saved runs. */
  static Results open(Path file) {
    Results results = new Results(file);
    if (Files.exists(file)) {
      try {
        for (String line : Files.readAllLines(file)) {
          results.runs.add(JSON.readValue(line, BenchRun.class));
        }
      } catch (IOException | JacksonException e) {
        throw new BenchProblem(file + " cannot be read. Delete the lines that are wrong", e);
      }
    }
    return results;
  }

  boolean has(Effort effort, Trial trial, Contender contender, int repetition) {
    return find(effort, trial, contender, repetition).isPresent();
  }

  /** Adds a run. Only runs of a full benchmark are saved to disk. */
  void add(BenchRun run) {
    runs.add(run);
    if (run.effort().equals(Effort.QUICK.text())) {
      return;
    }
    try {
      Files.writeString(
          file,
          JSON.writeValueAsString(run) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new BenchProblem(file + " cannot be written", e);
    }
  }

  /** Returns the rows of the table, with medians. A trial with missing runs has no row. */
  List<Row> rows(Effort effort, List<Contender> contenders) {
    List<BenchRun> valid =
        Arrays.stream(Trial.values())
            .map(trial -> all(effort, trial, contenders))
            .flatMap(Optional::stream)
            .flatMap(List::stream)
            .toList();
    return Workload.all().stream().map(work -> row(work, valid)).flatMap(Optional::stream).toList();
  }

  /**
   * Returns every run of a trial. Empty if one is missing, because the best of only some contenders
   * says nothing.
   */
  private Optional<List<BenchRun>> all(Effort effort, Trial trial, List<Contender> contenders) {
    List<Optional<BenchRun>> all =
        contenders.stream()
            .filter(contender -> contender.trials().contains(trial))
            .flatMap(contender ->
                IntStream.rangeClosed(1, Bench.REPETITIONS)
                    .mapToObj(repetition -> find(effort, trial, contender, repetition)))
            .toList();
    return all.stream().allMatch(Optional::isPresent)
        ? Optional.of(all.stream().flatMap(Optional::stream).toList())
        : Optional.empty();
  }

  private Optional<BenchRun> find(Effort effort, Trial trial, Contender contender, int repetition) {
    return runs.stream().filter(run -> run.is(effort, trial, contender, repetition)).findFirst();
  }

  void write(List<Row> rows, Path results) {
    try {
      Files.writeString(
          results,
          JSON.writerWithDefaultPrettyPrinter()
              .writeValueAsString(rows.stream().map(Row::members).toList()));
    } catch (IOException e) {
      throw new BenchProblem(results + " cannot be written", e);
    }
  }

  private static Optional<Row> row(Workload work, List<BenchRun> runs) {
    OptionalDouble ours = figure(work, of(runs, Contender.ContenderRole.OURS));
    OptionalDouble sql = figure(work, of(runs, Contender.ContenderRole.SQL));
    Comparator<Map.Entry<String, Double>> byFigure = Map.Entry.comparingByValue();
    Optional<Map.Entry<String, Double>> peer =
        of(runs, Contender.ContenderRole.PEER).stream()
            .collect(Collectors.groupingBy(BenchRun::contender))
            .entrySet()
            .stream()
            .flatMap(each ->
                figure(work, each.getValue()).stream()
                    .mapToObj(figure -> Map.entry(each.getKey(), figure)))
            .max(work.better() == Workload.Better.HIGHER ? byFigure : byFigure.reversed());
    return ours.isEmpty() && sql.isEmpty() && peer.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Row(
                work,
                ours,
                peer,
                sql,
                figure(Workload.DRAIN, of(runs, Contender.ContenderRole.OURS))));
  }

  private static List<BenchRun> of(List<BenchRun> runs, Contender.ContenderRole role) {
    return runs.stream().filter(run -> run.role() == role).toList();
  }

  private static OptionalDouble figure(Workload work, List<BenchRun> runs) {
    double[] values =
        runs.stream()
            .filter(run -> run.trial().equals(work.trial().text()))
            .map(run -> run.figures().get(work.figure()))
            .filter(Objects::nonNull)
            .mapToDouble(value -> value)
            .toArray();
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Quantiles.median(values));
  }
}
