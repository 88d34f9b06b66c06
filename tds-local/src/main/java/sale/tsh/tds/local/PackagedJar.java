package sale.tsh.tds.local;

import java.util.List;

/** A packaged jar of ours, in a form that Java runs. */
interface PackagedJar {

  /** Lays it out, before each start. */
  void prepare();

  /** What Java is told: the jar, and what belongs to its form. */
  List<String> arguments();
}
