package sale.tsh.tds.api.dashboard.search;

import sale.tsh.tds.search.SearchQuery;

/** The query parameter {@code q}. */
record Question(String text) {

  /** Reads the parameter. The exception says what the parameter must be. */
  public static Question valueOf(String text) {
    if (text.length() > SearchQuery.LONGEST) {
      throw new IllegalArgumentException("at most %d characters".formatted(SearchQuery.LONGEST));
    }
    return new Question(text.strip());
  }
}
