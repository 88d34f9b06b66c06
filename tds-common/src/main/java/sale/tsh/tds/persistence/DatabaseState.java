package sale.tsh.tds.persistence;

/** What PostgreSQL can do at the moment. */
public enum DatabaseState {
  /** PostgreSQL answers and takes writes. */
  READY("The database answers and takes writes."),
  /** PostgreSQL answers, but it is a standby or {@code default_transaction_read_only} is on. */
  READ_ONLY("The database is read-only."),
  /** PostgreSQL does not answer. */
  AWAY("The database did not answer.");

  private final String sentence;

  DatabaseState(String sentence) {
    this.sentence = sentence;
  }

  /** The state as a sentence. */
  public String sentence() {
    return sentence;
  }
}
