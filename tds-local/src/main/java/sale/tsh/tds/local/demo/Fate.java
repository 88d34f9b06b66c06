package sale.tsh.tds.local.demo;

/**
 * What became of a delivery.
 *
 * @param kind how the summary counts it
 * @param detail further words, or empty
 * @param settled whether nothing more will happen to it within seconds
 */
record Fate(FateKind kind, String detail, boolean settled) {

  /** The outcomes of a delivery, and the states before them. */
  enum FateKind {
    COMPLETED("completed"),
    DEAD_LETTER("dead letter"),
    RETRY("waiting for its retry"),
    PENDING("waiting"),
    PROCESSING("processing"),
    DUPLICATE("duplicate"),
    TEST_CALL("test call"),
    REFUSED("refused");

    private final String words;

    FateKind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  @Override
  public String toString() {
    return detail.isEmpty() ? kind.words() : kind.words() + ": " + detail;
  }
}
