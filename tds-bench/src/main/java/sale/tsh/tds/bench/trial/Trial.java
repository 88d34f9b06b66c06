package sale.tsh.tds.bench.trial;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import sale.tsh.tds.bench.measure.BenchProblem;

/** One measured task of a contender. A run of it yields several figures. */
public enum Trial {
  START("start"),
  MEMORY("memory"),
  INTAKE_1("intake-1"),
  INTAKE_8("intake-8"),
  INTAKE_32("intake-32"),
  INTAKE_64("intake-64"),
  PICK_UP("pick-up"),
  PICK_UP_PULLING("pick-up-pulling"),
  PICK_UP_FILLING("pick-up-filling"),
  DRAIN_CONTACTS("drain-contacts"),
  DRAIN_NOTHING("drain-nothing"),
  DRAIN_INVOICES("drain-invoices"),
  DRAIN_UPDATES("drain-updates"),
  DRAIN_HISTORY("drain-history"),
  DRAIN_BACKLOG("drain-backlog"),
  DRAIN_SNAPSHOT("drain-snapshot"),
  INTAKE_DRAINING("intake-draining"),
  COSTS("costs");

  /** A quick benchmark skips these unless they are named, so that it ends within five minutes. */
  private static final Set<Trial> NOT_QUICK =
      EnumSet.of(
          START,
          MEMORY,
          INTAKE_8,
          INTAKE_32,
          PICK_UP_PULLING,
          PICK_UP_FILLING,
          DRAIN_HISTORY,
          DRAIN_BACKLOG,
          DRAIN_SNAPSHOT,
          INTAKE_DRAINING);

  private final String text;

  Trial(String text) {
    this.text = text;
  }

  /** The trials that run if none is named. */
  public static List<Trial> unnamed(Effort effort) {
    return Arrays.stream(values())
        .filter(trial -> !effort.quick() || !NOT_QUICK.contains(trial))
        .toList();
  }

  /** Returns the trial with this name, as in the command line and the saved runs. */
  public static Trial of(String text) {
    return Arrays.stream(values())
        .filter(trial -> trial.text.equals(text))
        .findFirst()
        .orElseThrow(() ->
            new BenchProblem(
                "There is no row %s. The rows are: %s"
                    .formatted(
                        text,
                        Arrays.stream(values())
                            .map(Trial::text)
                            .collect(Collectors.joining(", ")))));
  }

  public String text() {
    return text;
  }

  /** The number of concurrent callers of an intake. */
  public int callers() {
    return Integer.parseInt(text.substring(text.indexOf('-') + 1));
  }
}
