package sale.tsh.tds.worker;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A statement that a process ran, as SQL with its values.
 *
 * @param rows how many rows it found or changed
 */
record RecordedStatement(String sql, long rows) {

  private static final Pattern HEAD = Pattern.compile("(?m)^-- rows: (\\d+)\n");

  /** The statements of a script. The lines before the first one are a remark. */
  static List<RecordedStatement> read(String script) {
    String[] parts = HEAD.split(script, -1);
    List<Long> rows =
        HEAD.matcher(script).results().map(head -> Long.valueOf(head.group(1))).toList();
    return IntStream.range(0, rows.size())
        .mapToObj(i -> new RecordedStatement(parts[i + 1].strip(), rows.get(i)))
        .toList();
  }

  /** Its part of a script. */
  String text() {
    return "\n-- rows: %d\n%s\n".formatted(rows, sql);
  }

  /** Runs it again. Returns the same statement with the rows of now. */
  RecordedStatement runAgain(Statement statement) {
    try {
      return new RecordedStatement(sql, rows(statement, statement.execute(sql)));
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /**
   * The rows of a statement that has run. Its result must scroll, so that it can be read once more.
   *
   * @param found whether it has a result
   */
  static long rows(Statement statement, boolean found) throws SQLException {
    return found ? rows(statement.getResultSet()) : Math.max(0, statement.getUpdateCount());
  }

  static long rows(ResultSet result) throws SQLException {
    long rows = result.last() ? result.getRow() : 0;
    result.beforeFirst();
    return rows;
  }
}
