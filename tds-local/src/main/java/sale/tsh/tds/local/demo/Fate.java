package sale.tsh.tds.local.demo;

/**
 * What became of a delivery.
 *
 * @param kind what the summary counts it as
 * @param detail a few words more, empty where there are none
 * @param settled whether nothing more will happen to it within moments
 */
record Fate(Kind kind, String detail, boolean settled) {

  /** The ends, and the ways there. */
  enum Kind {
    COMPLETED("completed"),
    DEAD_LETTER("dead letter"),
    RETRY("waiting for its retry"),
    PENDING("waiting"),
    PROCESSING("in work"),
    DUPLICATE("duplicate"),
    TEST_CALL("test call"),
    REFUSED("refused");

    private final String words;

    Kind(String words) {
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
