package sale.tsh.tds.worker.rebuild;

import java.util.List;

/**
 * A row that differs from its record.
 *
 * @param columns the columns that differ
 * @param lines whether the lines differ
 */
record RebuiltRow(String key, List<String> columns, boolean lines) {

  @Override
  public String toString() {
    String names = String.join(", ", columns);
    if (!lines) {
      return key + ": " + names;
    }
    return key + ": " + (columns.isEmpty() ? "lines" : names + ", lines");
  }
}
