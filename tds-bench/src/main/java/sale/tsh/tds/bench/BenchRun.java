package sale.tsh.tds.bench;

import java.util.Map;
import sale.tsh.tds.bench.trial.Contender;
import sale.tsh.tds.bench.trial.Effort;
import sale.tsh.tds.bench.trial.Trial;

/**
 * A single run, as it is saved.
 *
 * @param effort quick or full
 * @param repetition the first is 1
 * @param version the version of the contender
 * @param cpuMillis the milliseconds that {@link CpuLoop} took just before
 */
record BenchRun(
    String effort,
    String trial,
    String contender,
    Contender.ContenderRole role,
    String version,
    int repetition,
    double cpuMillis,
    Map<String, Double> figures) {

  /** Whether this is the given run, made by the current version of the contender. */
  boolean is(Effort wanted, Trial which, Contender who, int repeated) {
    return effort.equals(wanted.text())
        && trial.equals(which.text())
        && contender.equals(who.name())
        && version.equals(who.version())
        && repetition == repeated;
  }
}
