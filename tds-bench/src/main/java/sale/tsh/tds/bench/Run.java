package sale.tsh.tds.bench;

import java.util.Map;

/**
 * A single run, as it is kept.
 *
 * @param effort quick or full
 * @param repetition the first is 1
 * @param version of the contender
 * @param cpuMillis what {@link CpuLoop} took just before
 */
record Run(
    String effort,
    String trial,
    String contender,
    Contender.Role role,
    String version,
    int repetition,
    double cpuMillis,
    Map<String, Double> figures) {

  /** Whether this is that run of that contender as it is now. */
  boolean is(Effort wanted, Trial which, Contender who, int repeated) {
    return effort.equals(wanted.text())
        && trial.equals(which.text())
        && contender.equals(who.name())
        && version.equals(who.version())
        && repetition == repeated;
  }
}
