package sale.tsh.tds.local;

/** Stops a command. The message says what is wrong and what to do about it. */
public final class LocalProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LocalProblem(String sentence) {
    super(sentence);
  }
}
