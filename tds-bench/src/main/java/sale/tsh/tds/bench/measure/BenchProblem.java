package sale.tsh.tds.bench.measure;

/** Stops the benchmark. The message tells the user why. */
public final class BenchProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BenchProblem(String message) {
    super(message);
  }

  public BenchProblem(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns the problem of an interruption, and leaves the thread interrupted. */
  public static BenchProblem interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new BenchProblem("Interrupted", e);
  }
}
