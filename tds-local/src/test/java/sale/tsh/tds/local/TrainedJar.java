package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import sale.tsh.tds.digest.Digests;

/**
 * A packaged jar, unpacked and with the cache that Java creates in a first run, as on a server. It
 * starts in less than half the time, which matters because the tests start hundreds of processes.
 * Each is prepared once per build, in a folder named after the jar's content.
 */
final class TrainedJar implements PackagedJar {

  private static final Path TRAINED = Path.of("target/trained").toAbsolutePath();
  private static final Map<String, TrainedJar> JARS = new HashMap<>();
  private static volatile boolean training;

  private final Path folder;
  private final Path jar;
  private final Path cache;

  private TrainedJar(String module) {
    Path packaged = PackagedJar.built(Path.of("..").toAbsolutePath(), module);
    this.folder = TRAINED.resolve(module + "-" + digest(packaged));
    this.jar = folder.resolve(module + ".jar");
    this.cache = folder.resolve("aot.cache");
    if (!Files.exists(jar)) {
      unpack(packaged);
    }
  }

  /** Returns the jar of a module, such as {@code tds-api}. The first call trains both jars. */
  static synchronized TrainedJar of(String module) {
    if (JARS.isEmpty()) {
      List.of("tds-api", "tds-worker").forEach(each -> JARS.put(each, new TrainedJar(each)));
      if (!JARS.values().stream().allMatch(jar -> Files.exists(jar.cache))) {
        train();
      }
    }
    return Objects.requireNonNull(JARS.get(module), module);
  }

  @Override
  public void prepare() {}

  @Override
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("-jar", jar.toString()));
    if (training) {
      arguments.addFirst("-XX:AOTCacheOutput=" + cache);
    } else if (Files.exists(cache)) {
      arguments.addFirst("-XX:AOTCache=" + cache);
    }
    return arguments;
  }

  /** Runs both once. Each writes its cache as it ends, which takes a while. */
  private static void train() {
    training = true;
    try (LocalSystem system = LocalSystem.start(Map.of("WORKER_SHUTDOWN_GRACE", "60s"))) {
      Thread worker = Thread.ofVirtual().start(system.worker()::stop);
      system.api().stop();
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      training = false;
    }
  }

  private void unpack(Path packaged) {
    Command unpacking =
        Command.run(
            List.of(
                PackagedJar.java(),
                "-Djarmode=tools",
                "-jar",
                packaged.toString(),
                "extract",
                "--force",
                "--destination",
                folder.toString()));
    if (!unpacking.succeeded()) {
      throw new IllegalStateException(unpacking.output());
    }
  }

  private static String digest(Path file) {
    try {
      return HexFormat.of().formatHex(Digests.sha256(Files.readAllBytes(file)), 0, 8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
