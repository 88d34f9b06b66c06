package sale.tsh.tds.local;

import java.nio.file.Path;
import java.util.List;

/** What the packaged jars do beside being processes, such as {@code tds-api.jar migrate}. */
public final class JarCommand {

  private static final Path CHECKOUT = Path.of("..").toAbsolutePath();

  private JarCommand() {}

  /** Runs it on a database and returns when it has ended. */
  public static Command run(String module, String databaseUrl, String command) {
    return Command.run(
        List.of(
            "env",
            "DATABASE_URL=" + databaseUrl,
            PackagedJar.java(),
            "-XX:TieredStopAtLevel=1",
            "-jar",
            PackagedJar.built(CHECKOUT, module).toString(),
            command));
  }
}
