package sale.tsh.tds.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One thing that a contender does and is measured at; a run of it yields several figures. */
enum Trial {
  START("start"),
  MEMORY("memory"),
  INTAKE_1("intake-1"),
  INTAKE_8("intake-8"),
  INTAKE_32("intake-32"),
  INTAKE_64("intake-64"),
  PICK_UP("pick-up"),
  DRAIN_CONTACTS("drain-contacts"),
  DRAIN_NOTHING("drain-nothing"),
  DRAIN_INVOICES("drain-invoices"),
  DRAIN_HISTORY("drain-history"),
  DRAIN_BACKLOG("drain-backlog"),
  DRAIN_SNAPSHOT("drain-snapshot"),
  INTAKE_DRAINING("intake-draining"),
  COSTS("costs");

  /** Left out of a quick benchmark, which shall end within five minutes, unless they are named. */
  private static final Set<Trial> NOT_QUICK =
      EnumSet.of(
          START,
          MEMORY,
          INTAKE_8,
          INTAKE_32,
          DRAIN_HISTORY,
          DRAIN_BACKLOG,
          DRAIN_SNAPSHOT,
          INTAKE_DRAINING);

  private final String text;

  Trial(String text) {
    this.text = text;
  }

  /** Those that are run where none is named. */
  static List<Trial> unnamed(Effort effort) {
    return Arrays.stream(values())
        .filter(trial -> !effort.quick() || !NOT_QUICK.contains(trial))
        .toList();
  }

  /** The trial of this name, as the command line and the kept runs write it. */
  static Trial of(String text) {
    return Arrays.stream(values())
        .filter(trial -> trial.text.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new BenchProblem(
                    "There is no row %s; there are %s"
                        .formatted(
                            text,
                            Arrays.stream(values())
                                .map(Trial::text)
                                .collect(Collectors.joining(", ")))));
  }

  String text() {
    return text;
  }

  /** How many callers an intake has at once. */
  int callers() {
    return Integer.parseInt(text.substring(text.indexOf('-') + 1));
  }
}
