package sale.tsh.tds.bench.trial;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command that starts a Java process, ours or another queue's, with the options of {@code
 * tds-run}.
 */
public final class JavaCommand {

  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseCompactObjectHeaders",
          "-XX:+UseSerialGC",
          "-Xms72m",
          "-Xmn32m",
          "-Xmx512m",
          "-XX:MaxMetaspaceSize=256m",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:TrimNativeHeapInterval=5000",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "-Dspring.aot.enabled=true");

  private JavaCommand() {}

  /** Returns the Java of the benchmark and the options. The caller appends what to run. */
  public static List<String> start() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Stream.concat(Stream.of(java), OPTIONS.stream()).toList();
  }
}
