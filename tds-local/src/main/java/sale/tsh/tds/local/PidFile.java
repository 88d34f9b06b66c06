package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Remembers a process from one command to the next: its pid, and when it started, so that another
 * process that got the pid later is never taken for it.
 */
record PidFile(Path path) {

  private static final Path PROC = Path.of("/proc");
  private static final int STATE = 0;
  private static final int THREADS = 17;
  private static final int START_TIME = 19;

  /** Remembers a living process. */
  void write(ProcessHandle process) {
    String started = started(process.pid()).orElse("ended at once");
    try {
      Files.writeString(path, "%d%n%s%n".formatted(process.pid(), started));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process, if it lives. */
  Optional<ProcessHandle> process() {
    try {
      List<String> lines = Files.readAllLines(path);
      long pid = Long.parseLong(lines.get(0));
      return started(pid).filter(lines.get(1)::equals).flatMap(same -> ProcessHandle.of(pid));
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Whether a process lives; one that is dead and only not yet waited for does not. */
  static boolean lives(ProcessHandle process) {
    return started(process.pid()).isPresent();
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * When a process started, in ticks since this boot of the machine, since wall-clock times move
   * when the clock is set. Empty for one that is gone, or dead and only not yet waited for.
   */
  private static Optional<String> started(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"));
      // The second field is the command in parentheses, which may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      // While other threads end, the first is a zombie that still holds ports and files.
      boolean dead = fields[STATE].equals("Z") && fields[THREADS].equals("1");
      String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
      return dead ? Optional.empty() : Optional.of(boot + " " + fields[START_TIME]);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
