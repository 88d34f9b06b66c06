package sale.tsh.tds.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import sale.tsh.tds.local.Command;
import sale.tsh.tds.local.LocalProcess;

/** A disk that is full for a while: all of the system stands on a small one of its own. */
@EnabledIf(value = "canMount", disabledReason = "needs root, and leave to mount")
@Tag("soak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiskFaultsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Path DISK = Path.of("target/systems/disk").toAbsolutePath();
  private static final byte[] PIECE = new byte[64 * 1024];

  private Drill drill;

  static boolean canMount() {
    boolean mounted = mount();
    if (mounted) {
      unmount();
    }
    return mounted;
  }

  @BeforeAll
  void start() {
    assertThat(mount()).isTrue();
    drill = Drill.start(Map.of("TDS_HOME", DISK.toString()));
  }

  @AfterAll
  void close() {
    drill.close();
    unmount();
  }

  /** PostgreSQL stops when it cannot write its log, and is started again by what watches it. */
  @Test
  void theDiskIsFull() throws Exception {
    Path ballast = DISK.resolve("ballast");
    drill.run(
        "the database's disk is full",
        3,
        (load, i) -> {
          int failures = load.failures();
          await("a call that fails")
              .atMost(PATIENCE)
              .until(
                  () -> {
                    fill(ballast);
                    return load.failures() > failures;
                  });
          Files.delete(ballast);
          LocalProcess postgres = drill.system().postgres();
          await()
              .atMost(PATIENCE)
              .until(
                  () -> {
                    if (!postgres.isRunning()) {
                      postgres.start();
                    }
                    return postgres.isHealthy();
                  });
        });
  }

  /** Whatever has become free since the last time, too. */
  private static void fill(Path ballast) {
    try (OutputStream file =
        Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        file.write(PIECE);
      }
    } catch (IOException full) {
      // That was the point.
    }
  }

  private static boolean mount() {
    try {
      Files.createDirectories(DISK);
    } catch (IOException e) {
      return false;
    }
    return Command.run(List.of("mount", "-t", "tmpfs", "-o", "size=700m", "tmpfs", DISK.toString()))
        .succeeded();
  }

  private static void unmount() {
    Command.run(List.of("umount", DISK.toString()));
  }
}
