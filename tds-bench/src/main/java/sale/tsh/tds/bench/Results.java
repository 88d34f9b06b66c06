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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runs so far. Each of a full benchmark is on disk at once, so that an interrupted one goes on
 * where it was.
 */
final class Results {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final List<Run> runs = new ArrayList<>();

  private Results(Path file) {
    this.file = file;
  }

  /** Reads the runs that are kept. */
  static Results open(Path file) {
    Results results = new Results(file);
    if (Files.exists(file)) {
      try {
        for (String line : Files.readAllLines(file)) {
          results.runs.add(JSON.readValue(line, Run.class));
        }
      } catch (IOException | JacksonException e) {
        throw new BenchProblem(file + " cannot be read; what is wrong in it may be deleted", e);
      }
    }
    return results;
  }

  boolean has(Effort effort, Trial trial, Contender contender, int repetition) {
    return find(effort, trial, contender, repetition).isPresent();
  }

  /** Keeps it; on disk only where it took long to make. */
  void add(Run run) {
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

  /** The table's rows, by the medians: those of the trials of which every run has been made. */
  List<Row> rows(Effort effort, List<Contender> contenders) {
    List<Run> valid =
        Arrays.stream(Trial.values())
            .map(trial -> all(effort, trial, contenders))
            .flatMap(Optional::stream)
            .flatMap(List::stream)
            .toList();
    return Work.all().stream().map(work -> row(work, valid)).flatMap(Optional::stream).toList();
  }

  /** Every run of a trial; empty as long as one is missing, for a best of some says nothing. */
  private Optional<List<Run>> all(Effort effort, Trial trial, List<Contender> contenders) {
    List<Optional<Run>> all =
        contenders.stream()
            .filter(contender -> contender.trials().contains(trial))
            .flatMap(
                contender ->
                    IntStream.rangeClosed(1, Bench.REPETITIONS)
                        .mapToObj(repetition -> find(effort, trial, contender, repetition)))
            .toList();
    return all.stream().allMatch(Optional::isPresent)
        ? Optional.of(all.stream().flatMap(Optional::stream).toList())
        : Optional.empty();
  }

  private Optional<Run> find(Effort effort, Trial trial, Contender contender, int repetition) {
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

  private static Optional<Row> row(Work work, List<Run> runs) {
    OptionalDouble ours = figure(work, of(runs, Contender.Role.OURS));
    OptionalDouble sql = figure(work, of(runs, Contender.Role.SQL));
    Comparator<Map.Entry<String, Double>> byFigure = Map.Entry.comparingByValue();
    Optional<Map.Entry<String, Double>> peer =
        of(runs, Contender.Role.PEER).stream()
            .collect(Collectors.groupingBy(Run::contender))
            .entrySet()
            .stream()
            .flatMap(
                each ->
                    figure(work, each.getValue()).stream()
                        .mapToObj(figure -> Map.entry(each.getKey(), figure)))
            .max(work.better() == Work.Better.HIGHER ? byFigure : byFigure.reversed());
    return ours.isEmpty() && sql.isEmpty() && peer.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Row(work, ours, peer, sql, figure(Work.DRAIN, of(runs, Contender.Role.OURS))));
  }

  private static List<Run> of(List<Run> runs, Contender.Role role) {
    return runs.stream().filter(run -> run.role() == role).toList();
  }

  private static OptionalDouble figure(Work work, List<Run> runs) {
    double[] values =
        runs.stream()
            .filter(run -> run.trial().equals(work.trial().text()))
            .map(run -> run.figures().get(work.figure()))
            .filter(Objects::nonNull)
            .mapToDouble(value -> value)
            .toArray();
    return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Figures.median(values));
  }
}
