package sale.tsh.tds.local;

import java.nio.file.Path;
import java.util.List;

/** A packaged jar of ours, in a form that Java runs. */
interface PackagedJar {

  /** Where the build leaves that of a module, such as {@code tds-api}. */
  static Path built(Path checkout, String module) {
    return checkout.resolve("%1$s/target/%1$s.jar".formatted(module));
  }

  /** The Java that runs this. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Lays it out, before each start. */
  void prepare();

  /** What Java is told: the jar, and what belongs to its form. */
  List<String> arguments();
}
