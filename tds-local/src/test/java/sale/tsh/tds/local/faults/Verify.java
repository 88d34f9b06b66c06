package sale.tsh.tds.local.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code java -jar tds-worker.jar verify}. */
final class Verify {

  private static final Path JAR =
      Path.of("..").toAbsolutePath().normalize().resolve("tds-worker/target/tds-worker.jar");

  private Verify() {}

  /** What it says of the database. */
  static String on(String databaseUrl) {
    ProcessBuilder verify =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-jar",
                    JAR.toString(),
                    "verify"))
            .redirectErrorStream(true);
    verify.environment().put("DATABASE_URL", databaseUrl);
    try {
      return new String(verify.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
