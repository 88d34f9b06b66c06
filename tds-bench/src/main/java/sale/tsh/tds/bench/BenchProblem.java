package sale.tsh.tds.bench;

/** What keeps the benchmark from going on, said to whoever started it. */
final class BenchProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BenchProblem(String message) {
    super(message);
  }

  BenchProblem(String message, Throwable cause) {
    super(message, cause);
  }

  /** Leaves the thread interrupted. */
  static BenchProblem interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new BenchProblem("Interrupted", e);
  }
}
