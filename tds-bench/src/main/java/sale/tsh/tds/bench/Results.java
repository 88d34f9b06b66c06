package sale.tsh.tds.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runs so far. Each is on disk at once, so that an interrupted benchmark goes on where it was.
 */
final class Results {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final List<Run> runs = new ArrayList<>();

  private Results(Path file) {
    this.file = file;
  }

  /** Reads the runs that are kept; those of a quick benchmark never are. */
  static Results open(Path file) {
    Results results = new Results(file);
    if (Files.exists(file)) {
      try {
        for (String line : Files.readAllLines(file)) {
          results.runs.add(JSON.readValue(line, Run.class));
        }
      } catch (IOException e) {
        throw new BenchProblem(file + " cannot be read", e);
      }
    }
    results.runs.removeIf(run -> run.effort().equals(Effort.QUICK.text()));
    return results;
  }

  boolean has(Effort effort, Trial trial, Contender contender, int repetition) {
    return runs.stream().anyMatch(run -> run.is(effort, trial, contender, repetition));
  }

  void add(Run run) {
    runs.add(run);
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

  /** The table's rows that have a figure of ours or of any other, by the medians. */
  List<Row> rows(Effort effort, List<Contender> contenders) {
    Map<String, String> versions =
        contenders.stream().collect(Collectors.toMap(Contender::name, Contender::version));
    List<Run> valid =
        runs.stream()
            .filter(run -> run.effort().equals(effort.text()))
            .filter(run -> Objects.equals(versions.get(run.contender()), run.version()))
            .toList();
    return Work.all().stream().map(work -> row(work, valid)).flatMap(Optional::stream).toList();
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
