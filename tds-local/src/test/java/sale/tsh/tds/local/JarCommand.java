package sale.tsh.tds.local;

import java.util.ArrayList;
import java.util.List;

/** Runs commands of the packaged jars, such as {@code tds-worker.jar rebuild invoice}. */
public final class JarCommand {

  private JarCommand() {}

  /** Runs a command on a database and returns once it has ended. */
  public static Command run(String module, String databaseUrl, String... command) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("env", "DATABASE_URL=" + databaseUrl, PackagedJar.java()));
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    words.addAll(TrainedJar.of(module).arguments());
    words.addAll(List.of(command));
    return Command.run(words);
  }
}
