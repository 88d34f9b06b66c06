package sale.tsh.tds.kind;

/** How a value of a record is read, and the PostgreSQL type of its column. */
public enum ColumnType {
  /** Any scalar as text. A blank clears the column. */
  TEXT("text"),
  /** The id of a record, digits or text. It is exact and trimmed. */
  ID("text"),
  /** Several ids, as a JSON list of text. So {@code ids @> '["46"]'} finds each. */
  IDS("jsonb"),
  /** A number, or text that holds a number. It never passes through binary floating point. */
  DECIMAL("numeric"),
  /** A {@link #DECIMAL} that may end in a percent sign, such as {@code "20.00%"}. */
  PERCENT("numeric"),
  /** {@code yyyy-MM-dd}, or the time of the midnight that begins the day. */
  DATE("date"),
  /** ISO 8601 with an offset, such as {@code +0300}, {@code +03:00} or {@code Z}. */
  TIME("timestamptz"),
  /** {@code true} or {@code false}, or the same as text. */
  FLAG("boolean"),
  /**
   * Text. Older bodies have {@code is_active: true} where Zoho now has {@code status: "active"}.
   */
  STATUS("text");

  private final String sql;

  ColumnType(String sql) {
    this.sql = sql;
  }

  /** The PostgreSQL type of a column of this type. */
  public String sql() {
    return sql;
  }
}
