package sale.tsh.tds.bench;

import java.util.ArrayList;
import java.util.List;
import sale.tsh.tds.bench.measure.Quantiles;
import sale.tsh.tds.bench.trial.Trial;

/**
 * One figure of a trial, which is a row of the table.
 *
 * @param figure the name of the figure within the trial
 */
record Workload(
    Trial trial, String figure, String name, String unit, Better better, List<Target> targets) {

  /** Which of two figures is better. */
  enum Better {
    HIGHER,
    LOWER
  }

  /** The reference for drains of tables that hold other events too. */
  static final Workload DRAIN =
      rate(
          Trial.DRAIN_CONTACTS,
          "drain, contacts of 700 bytes",
          List.of(new Target(Target.Against.PEER, 3)));

  /** All rows, in the order of the table. */
  static List<Workload> all() {
    List<Workload> works = new ArrayList<>();
    works.addAll(intake(Trial.INTAKE_1, List.of(new Target(Target.Against.SQL, 0.65))));
    works.addAll(intake(Trial.INTAKE_8, List.of(new Target(Target.Against.SQL, 1))));
    works.addAll(intake(Trial.INTAKE_32, List.of()));
    works.addAll(
        intake(
            Trial.INTAKE_64,
            List.of(new Target(Target.Against.SQL, 1.5), new Target(Target.Against.PEER, 1.2))));
    works.add(DRAIN);
    works.add(rate(Trial.DRAIN_NOTHING, "drain, nothing to do", List.of()));
    List<Target> near = List.of(new Target(Target.Against.SQL, 0.6));
    works.add(rate(Trial.DRAIN_INVOICES, "drain, invoices of 25 KB with lines", near));
    works.add(rate(Trial.DRAIN_UPDATES, "drain, invoices of which one line changed", near));
    List<Target> even = List.of(new Target(Target.Against.EMPTY, 0.8));
    List<Target> held = List.of(new Target(Target.Against.EMPTY, 0.7));
    works.add(rate(Trial.DRAIN_HISTORY, "drain, long history", even));
    works.add(rate(Trial.DRAIN_BACKLOG, "drain, first of a large backlog", even));
    works.add(rate(Trial.DRAIN_SNAPSHOT, "drain, held snapshot", held));
    works.addAll(intakeDraining());
    List<Target> noWorse = List.of(new Target(Target.Against.PEER, 1));
    works.add(low(Trial.PICK_UP, "p50", "pick-up at a trickle, p50", "ms", noWorse));
    works.add(low(Trial.PICK_UP, "p95", "pick-up at a trickle, p95", "ms", noWorse));
    works.add(low(Trial.PICK_UP, "p99", "pick-up at a trickle, p99", "ms", noWorse));
    for (String part : List.of("p50", "p99")) {
      works.add(
          low(Trial.PICK_UP_PULLING, part, "pick-up beside pulling, " + part, "ms", List.of()));
      works.add(
          low(Trial.PICK_UP_FILLING, part, "pick-up beside a backfill, " + part, "ms", List.of()));
    }
    List<Target> apiAtRest = List.of(new Target(Target.Against.ITSELF, 200));
    List<Target> workerAtRest = List.of(new Target(Target.Against.ITSELF, 180));
    List<Target> load = List.of(new Target(Target.Against.ITSELF, 400));
    works.add(low(Trial.MEMORY, "api at rest", "memory of the API at rest", "MiB", apiAtRest));
    works.add(
        low(Trial.MEMORY, "worker at rest", "memory of the worker at rest", "MiB", workerAtRest));
    works.add(low(Trial.MEMORY, "api at peak", "memory of the API, peak", "MiB", load));
    works.add(low(Trial.MEMORY, "worker at peak", "memory of the worker, peak", "MiB", load));
    works.add(low(Trial.START, "api", "start-up of the API", "s", List.of()));
    works.add(low(Trial.START, "worker", "start-up of the worker", "s", List.of()));
    works.addAll(costs("intake", "intake, 64 callers"));
    works.addAll(costs("drain", "drain"));
    works.add(low(Trial.COSTS, "drain dead", "drain, dead rows", "an event", List.of()));
    return List.copyOf(works);
  }

  private static List<Workload> intake(Trial trial, List<Target> targets) {
    String name = "intake, %d caller%s".formatted(trial.callers(), trial.callers() == 1 ? "" : "s");
    return List.of(
        rate(trial, name, targets),
        low(trial, "p50", name + ", p50", "ms", List.of()),
        low(trial, "p99", name + ", p99", "ms", List.of()));
  }

  private static List<Workload> intakeDraining() {
    Trial trial = Trial.INTAKE_DRAINING;
    String name = "intake while draining, 32 callers";
    return List.of(
        rate(trial, name, List.of()),
        low(trial, "p50", name + ", p50", "ms", List.of()),
        low(trial, "p99", name + ", p99", "ms", List.of()),
        new Workload(
            trial, "drained", "drain beside that intake", "a second", Better.HIGHER, List.of()));
  }

  private static List<Workload> costs(String part, String name) {
    return List.of(
        low(Trial.COSTS, part + " wal", name + ", WAL", "bytes an event", List.of()),
        low(Trial.COSTS, part + " commits", name + ", commits", "in 1,000 events", List.of()));
  }

  private static Workload rate(Trial trial, String name, List<Target> targets) {
    return new Workload(trial, Quantiles.RATE, name, "a second", Better.HIGHER, targets);
  }

  private static Workload low(
      Trial trial, String figure, String name, String unit, List<Target> targets) {
    return new Workload(trial, figure, name, unit, Better.LOWER, targets);
  }
}
