package sale.tsh.tds.bench;

import java.util.Map;
import java.util.Set;

/** Who takes part: ours, plain SQL, or another queue. */
interface Contender extends AutoCloseable {

  /** In which column of the table its figures stand. */
  enum Role {
    OURS,
    SQL,
    PEER
  }

  String name();

  Role role();

  /** The trials it takes part in. */
  Set<Trial> trials();

  /** Changes when what is measured changes, so that kept runs of another build do not count. */
  String version();

  /** Runs a trial once, on empty tables, and returns its figures. */
  Map<String, Double> run(Trial trial, Effort effort);

  @Override
  void close();
}
