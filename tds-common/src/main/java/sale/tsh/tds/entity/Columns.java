package sale.tsh.tds.entity;

import java.util.List;
import java.util.stream.Stream;

/** Columns as a definition writes them: in groups of one type, each read from its own name. */
record Columns(List<Column> list) {

  static Columns text(String... names) {
    return of(ColumnType.TEXT, names);
  }

  static Columns id(String... names) {
    return of(ColumnType.ID, names);
  }

  static Columns decimal(String... names) {
    return of(ColumnType.DECIMAL, names);
  }

  static Columns percent(String... names) {
    return of(ColumnType.PERCENT, names);
  }

  static Columns date(String... names) {
    return of(ColumnType.DATE, names);
  }

  static Columns time(String... names) {
    return of(ColumnType.TIME, names);
  }

  static Columns flag(String... names) {
    return of(ColumnType.FLAG, names);
  }

  /** A column that is read from the first of these members; its own name is not implied. */
  static Columns either(String name, ColumnType type, String... keys) {
    return new Columns(List.of(new Column(name, type, List.of(keys))));
  }

  /** Several groups as one. */
  static Columns all(Columns... groups) {
    return new Columns(Stream.of(groups).map(Columns::list).flatMap(List::stream).toList());
  }

  private static Columns of(ColumnType type, String... names) {
    return new Columns(
        Stream.of(names).map(name -> new Column(name, type, List.of(name))).toList());
  }
}
