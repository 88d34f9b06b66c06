package sale.tsh.tds.entity;

import java.util.List;
import java.util.stream.Stream;

/**
 * A column of a mirror table and the members of a record it is read from.
 *
 * @param name the column, by Zoho's own field name
 * @param keys the members that may hold the value, the first present one wins
 */
public record Column(String name, ColumnType type, List<String> keys) {

  /** Columns of one type that are read from the member of their own name. */
  static List<Column> of(ColumnType type, String... names) {
    return Stream.of(names).map(name -> new Column(name, type, List.of(name))).toList();
  }
}
