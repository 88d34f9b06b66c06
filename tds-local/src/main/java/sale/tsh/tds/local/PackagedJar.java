package sale.tsh.tds.local;

import java.nio.file.Path;
import java.util.List;

/** A packaged jar of the API or the worker, in a form that Java can run. */
interface PackagedJar {

  /** The path at which the build leaves the jar of a module, such as {@code tds-api}. */
  static Path built(Path checkout, String module) {
    return checkout.resolve("%1$s/target/%1$s.jar".formatted(module));
  }

  /** The Java of this JVM. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Prepares the jar. Called before each start. */
  void prepare();

  /** The arguments for Java: the jar and its options. */
  List<String> arguments();
}
