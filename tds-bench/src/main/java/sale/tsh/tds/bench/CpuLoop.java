package sale.tsh.tds.bench;

/**
 * A fixed piece of work for one core, timed before each run. Machines may switch between speeds.
 * Two runs are comparable only if their loops took the same time.
 */
final class CpuLoop {

  private static final int TURNS = 60_000_000;

  private CpuLoop() {}

  /** Runs the loop and returns its duration in milliseconds. */
  static double millis() {
    long begin = System.nanoTime();
    long value = begin | 1;
    for (int i = 0; i < TURNS; i++) {
      value ^= value << 13;
      value ^= value >>> 7;
      value ^= value << 17;
    }
    double millis = (System.nanoTime() - begin) / 1e6;
    if (value == 0) {
      throw new IllegalStateException("a shift register never reaches 0");
    }
    return millis;
  }
}
