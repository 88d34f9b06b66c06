package sale.tsh.tds.local;

/** What keeps the system from doing what was asked, as a sentence that says what to do. */
public final class LocalProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LocalProblem(String sentence) {
    super(sentence);
  }
}
