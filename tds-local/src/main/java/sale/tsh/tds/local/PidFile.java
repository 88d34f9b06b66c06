package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Identifies a process across commands, by its pid and start time. Another process that later gets
 * the same pid is never mistaken for it.
 */
record PidFile(Path path) {

  private static final Path PROC = Path.of("/proc");
  private static final int STATE = 0;
  private static final int THREADS = 17;
  private static final int START_TIME = 19;

  /** Writes a running process to the file. */
  void write(ProcessHandle process) {
    String started = started(process.pid()).orElse("ended at once");
    try {
      Files.writeString(path, "%d%n%s%n".formatted(process.pid(), started));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process, if it is running. */
  Optional<ProcessHandle> process() {
    try {
      List<String> lines = Files.readAllLines(path);
      long pid = Long.parseLong(lines.get(0));
      return started(pid).filter(lines.get(1)::equals).flatMap(same -> ProcessHandle.of(pid));
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Whether a process is running. A zombie, which only waits for its parent, is not. */
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
   * The start time of a process, in ticks since this boot of the machine. A wall-clock time would
   * move whenever the clock is set. Empty if the process is gone or a zombie.
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
