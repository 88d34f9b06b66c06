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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import sale.tsh.tds.local.Command;
import sale.tsh.tds.local.LocalProcess;

/** Fills the disk for a while. The system runs on its own small disk. */
@EnabledIf(value = "canMount", disabledReason = "needs root and the right to mount")
@Tag("soak")
class DiskFaultsIT extends DrillBase {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Path DISK = Path.of("target/systems/disk").toAbsolutePath();
  private static final byte[] PIECE = new byte[64 * 1024];

  static boolean canMount() {
    boolean mounted = mount();
    if (mounted) {
      unmount();
    }
    return mounted;
  }

  @Override
  Drill startDrill() {
    assertThat(mount()).isTrue();
    closeAfterwards(DiskFaultsIT::unmount);
    return Drill.start(Map.of("TDS_HOME", DISK.toString()));
  }

  /** PostgreSQL stops when it cannot write its log. The drill restarts it, as systemd would. */
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
              .until(() -> {
                fill(ballast);
                return load.failures() > failures;
              });
          Files.delete(ballast);
          LocalProcess postgres = system.postgres();
          await()
              .atMost(PATIENCE)
              .until(() -> {
                if (!postgres.isRunning()) {
                  postgres.start();
                }
                return postgres.isHealthy();
              });
        });
  }

  /** Fills all free space, also what became free since the last call. */
  private static void fill(Path ballast) {
    try (OutputStream file =
        Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        file.write(PIECE);
      }
    } catch (IOException full) {
      // The disk is full, as intended.
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
