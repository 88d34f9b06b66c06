package sale.tsh.tds.bench;

/**
 * A fixed piece of work for one core, timed beside each run: the machines that this runs on switch
 * between speeds, and two runs compare only where their loops took the same.
 */
final class CpuLoop {

  private static final int TURNS = 60_000_000;

  private CpuLoop() {}

  /** The milliseconds it takes now. */
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
