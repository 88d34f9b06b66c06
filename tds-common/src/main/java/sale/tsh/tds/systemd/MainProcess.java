package sale.tsh.tds.systemd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows which process of the service is in charge. During a reload there are two processes, and the
 * file {@code pid} in the service's runtime directory names the one in charge.
 */
final class MainProcess {

  private final long self;
  private final @Nullable Path file;
  private final @Nullable Long predecessor;

  /**
   * @param runtimeDirectory {@code RUNTIME_DIRECTORY}; null if there is only this process
   * @param mainPid {@code MAINPID}, which systemd sets for a reload; the process to take over from
   */
  MainProcess(long self, @Nullable String runtimeDirectory, @Nullable String mainPid) {
    this.self = self;
    this.file = runtimeDirectory == null ? null : Path.of(runtimeDirectory, "pid");
    this.predecessor = mainPid == null ? null : Long.valueOf(mainPid);
  }

  /** This process, by the variables that systemd sets. */
  static MainProcess ofThisProcess(long self) {
    return new MainProcess(self, System.getenv("RUNTIME_DIRECTORY"), System.getenv("MAINPID"));
  }

  long self() {
    return self;
  }

  /** Puts this process in charge. */
  void takeOver() {
    if (file != null) {
      try {
        Files.writeString(file, Long.toString(self));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Whether no other process has taken over since. */
  boolean inCharge() {
    try {
      return file == null || Files.readString(file).equals(Long.toString(self));
    } catch (IOException e) {
      return true;
    }
  }

  /** The process that this one replaces, if it still runs. */
  Optional<ProcessHandle> predecessor() {
    return Optional.ofNullable(predecessor)
        .filter(pid -> pid != self)
        .flatMap(ProcessHandle::of)
        .filter(ProcessHandle::isAlive);
  }
}
