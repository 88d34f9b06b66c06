package sale.tsh.tds.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has of the machine's memory, as the kernel counts it. */
final class Memory {

  private Memory() {}

  /** What it has resident now, in MiB. */
  static double resident(long process) {
    return mebibytes(process, "VmRSS");
  }

  /** The most it ever had resident, in MiB. */
  static double peak(long process) {
    return mebibytes(process, "VmHWM");
  }

  private static double mebibytes(long process, String line) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
          .filter(each -> each.startsWith(line + ":"))
          .mapToDouble(each -> Long.parseLong(each.replaceAll("\\D", "")) / 1024.0)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new BenchProblem("The process has ended", e);
    }
  }
}
