package sale.tsh.tds.entity;

/** How a value of a record is read, and the PostgreSQL type of the column it goes to. */
public enum ColumnType {
  /** Any scalar, as text; a blank clears. */
  TEXT("text"),
  /** A key of a record: digits or text, exact and trimmed. */
  ID("text"),
  /** A number, or text that holds one; never through binary floating point. */
  DECIMAL("numeric"),
  /** A {@link #DECIMAL} that may end in a percent sign: {@code "20.00%"}. */
  PERCENT("numeric"),
  /** {@code yyyy-MM-dd}, also as the midnight that begins it. */
  DATE("date"),
  /** ISO 8601 with an offset: {@code +0300}, {@code +03:00} or {@code Z}. */
  TIME("timestamptz"),
  /** {@code true} or {@code false}, also as text. */
  FLAG("boolean"),
  /**
   * Text; older bodies say {@code is_active: true} where Zoho now says {@code status: "active"}.
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
