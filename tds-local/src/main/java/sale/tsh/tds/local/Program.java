package sale.tsh.tds.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one process of the system runs, and everything in which it differs from the others. */
public interface Program {

  /** The name in the status, of the log and of the pid file. */
  String name();

  /** The address that the status shows. */
  String address();

  /** The URL of its metrics for Prometheus, if it has any. */
  default Optional<String> metrics() {
    return Optional.empty();
  }

  /** The ports that it listens on, by the variables that set them. */
  Map<String, Integer> ports();

  /** Prepares what the program needs. Called before each start. */
  void prepare();

  List<String> command();

  /** Its environment variables, in addition to those of the terminal. */
  Map<String, String> variables();

  /** Whether it answers and reports that it is healthy. */
  boolean isHealthy();

  /** Asks the process to finish its work and end. Returns false if this user may not. */
  boolean askToEnd(ProcessHandle process);
}
