package sale.tsh.tds.kind;

import java.util.List;
import java.util.stream.Stream;

/** Columns of a kind's definition. A group has one type, and each column reads its own name. */
public record ColumnList(List<MirrorColumn> list) {

  static ColumnList text(String... names) {
    return of(ColumnType.TEXT, names);
  }

  static ColumnList id(String... names) {
    return of(ColumnType.ID, names);
  }

  static ColumnList decimal(String... names) {
    return of(ColumnType.DECIMAL, names);
  }

  static ColumnList percent(String... names) {
    return of(ColumnType.PERCENT, names);
  }

  static ColumnList date(String... names) {
    return of(ColumnType.DATE, names);
  }

  static ColumnList time(String... names) {
    return of(ColumnType.TIME, names);
  }

  static ColumnList flag(String... names) {
    return of(ColumnType.FLAG, names);
  }

  static ColumnList ids(String... names) {
    return of(ColumnType.IDS, names);
  }

  /** A column that is read from the first of these members. Its own name is not implied. */
  static ColumnList either(String name, ColumnType type, String... keys) {
    return new ColumnList(List.of(new MirrorColumn(name, type, List.of(keys), false)));
  }

  /** The same, where a member may hold the value in an object or a list. */
  static ColumnList inside(String name, ColumnType type, String... keys) {
    return new ColumnList(List.of(new MirrorColumn(name, type, List.of(keys), true)));
  }

  /** Several groups as one list. */
  static ColumnList all(ColumnList... groups) {
    return new ColumnList(Stream.of(groups).map(ColumnList::list).flatMap(List::stream).toList());
  }

  private static ColumnList of(ColumnType type, String... names) {
    return new ColumnList(
        Stream.of(names).map(name -> new MirrorColumn(name, type, List.of(name), false)).toList());
  }
}
