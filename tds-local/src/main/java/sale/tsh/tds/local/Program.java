package sale.tsh.tds.local;

import java.util.List;
import java.util.Map;

/** What one process of the system runs: all that tells it from the others. */
interface Program {

  /** What its line in the status, its log and its pid file are called. */
  String name();

  /** Where others find it, as the status shows it. */
  String address();

  /** The ports it listens on, by the variables that choose them. */
  Map<String, Integer> ports();

  /** Does what must be done before it can start. */
  void prepare();

  List<String> command();

  /** The variables it is given, beside those of the terminal. */
  Map<String, String> variables();

  /** Whether it answers and says that it is well. */
  boolean isHealthy();

  /** Asks it to finish what it does and end; false if this user may not. */
  boolean askToEnd(ProcessHandle process);
}
