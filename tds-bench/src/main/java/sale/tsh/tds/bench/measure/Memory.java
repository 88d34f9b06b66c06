package sale.tsh.tds.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of a process, as the kernel counts it. */
public final class Memory {

  private Memory() {}

  /** The current resident memory, in MiB. */
  public static double resident(long process) {
    return mebibytes(process, "VmRSS");
  }

  /** The peak of the resident memory, in MiB. */
  public static double peak(long process) {
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
