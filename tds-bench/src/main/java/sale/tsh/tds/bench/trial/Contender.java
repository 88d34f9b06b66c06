package sale.tsh.tds.bench.trial;

import java.util.Map;
import java.util.Set;

/** A participant of the benchmark: TDS Core, plain SQL or another queue. */
public interface Contender extends AutoCloseable {

  /** The column of the table for its figures. */
  enum ContenderRole {
    OURS,
    SQL,
    PEER
  }

  String name();

  ContenderRole role();

  /** The trials it takes part in. */
  Set<Trial> trials();

  /** The version of what is measured. Saved runs of another version do not count. */
  String version();

  /** Runs a trial once, on empty tables, and returns its figures. */
  Map<String, Double> run(Trial trial, Effort effort);

  @Override
  void close();
}
