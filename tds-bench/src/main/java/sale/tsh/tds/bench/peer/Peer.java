package sale.tsh.tds.bench.peer;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import sale.tsh.tds.bench.measure.BenchProblem;
import sale.tsh.tds.bench.postgres.Server;
import sale.tsh.tds.bench.postgres.Tables;
import sale.tsh.tds.bench.trial.Contender;
import sale.tsh.tds.bench.trial.Effort;
import sale.tsh.tds.bench.trial.Trial;

/**
 * Another queue. Each run has its own database and its own processes. One process fills the queue
 * and another drains it.
 */
record Peer(Server server, String name, String version, PeerProcess process) implements Contender {

  private static final String DATABASE = "peers";

  /** A drain is preceded by a fifth of its events as a warm-up, which is not measured. */
  private static final int WARM_UP_PART = 5;

  private static final Duration REST = Duration.ofSeconds(5);

  @Override
  public ContenderRole role() {
    return ContenderRole.PEER;
  }

  @Override
  public Set<Trial> trials() {
    return EnumSet.of(
        Trial.MEMORY,
        Trial.INTAKE_1,
        Trial.INTAKE_8,
        Trial.INTAKE_32,
        Trial.INTAKE_64,
        Trial.PICK_UP,
        Trial.DRAIN_CONTACTS,
        Trial.DRAIN_NOTHING);
  }

  @Override
  public Map<String, Double> run(Trial trial, Effort effort) {
    Tables.empty(server);
    server.run("create database " + DATABASE);
    try {
      return switch (trial) {
        case INTAKE_1, INTAKE_8, INTAKE_32, INTAKE_64 -> intake(trial.callers(), effort);
        case PICK_UP -> pickUp(effort);
        case DRAIN_CONTACTS -> drain(effort.contacts(), false);
        case DRAIN_NOTHING -> drain(effort.contacts(), true);
        case MEMORY -> memory(effort.contacts());
        default -> throw new BenchProblem("A peer knows no " + trial.text());
      };
    } finally {
      server.run("drop database %s with (force)".formatted(DATABASE));
    }
  }

  @Override
  public void close() {
    // It holds nothing between runs.
  }

  private Map<String, Double> intake(int callers, Effort effort) {
    return command(
        "intake",
        Map.of(
            "callers", callers,
            "warmUpMillis", effort.warmUp().toMillis(),
            "millis", effort.intake().toMillis()));
  }

  private Map<String, Double> pickUp(Effort effort) {
    return command(
        "pick-up",
        Map.of(
            "warmUpMillis", effort.warmUp().toMillis(),
            "millis", effort.trickle().toMillis(),
            "pauseMillis", Effort.TRICKLE_PAUSE_MILLIS));
  }

  private Map<String, Double> drain(int events, boolean nothing) {
    int warmUp = events / WARM_UP_PART;
    int all = warmUp + events;
    command("fill", Map.of("events", all));
    return command("drain", Map.of("events", all, "warmUpEvents", warmUp, "nothing", nothing));
  }

  private Map<String, Double> memory(int events) {
    Map<String, Double> figures = new HashMap<>();
    figures.putAll(command("rest", Map.of("millis", REST.toMillis())));
    figures.putAll(drain(events, false));
    return figures;
  }

  private Map<String, Double> command(String action, Map<String, Object> particulars) {
    return process.run(server.port(), DATABASE, action, particulars);
  }
}
