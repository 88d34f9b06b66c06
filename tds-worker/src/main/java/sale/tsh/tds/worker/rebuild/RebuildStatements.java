package sale.tsh.tds.worker.rebuild;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.LineTable;
import sale.tsh.tds.kind.MirrorColumn;
import sale.tsh.tds.worker.mirror.ColumnArrays;

/**
 * The SQL that rebuilds rows of one kind. Rows and values are given as arrays.
 *
 * <p>Some columns are read from the first present of several members. A record keeps all members it
 * ever had, so it cannot tell which of them came last. If they differ, the column keeps the value
 * that it has.
 *
 * @param page locks the next rows in the order of their keys, and returns keys and records
 * @param compare returns the rows that differ, and their columns
 * @param update writes the values of the given rows
 * @param compareLines returns the keys whose lines differ; empty if the kind has no lines
 */
record RebuildStatements(String page, String compare, String update, String compareLines) {

  /** Adds the words of records to the search. What deliveries have said since stays. */
  static final String NAME_RECORDS =
      """
      insert into tds_record_names as n (entity_type, entity_id, number, name, words, arrival)
      select :kind, r.id, r.number, r.name, array_to_tsvector(string_to_array(r.words, ' ')), 0
        from unnest(:ids::text[], :numbers::text[], :names::text[], :words::text[]) as r (id, number, name, words)
       order by r.id
      on conflict (entity_type, entity_id) do update
         set number = coalesce(n.number, excluded.number), name = coalesce(n.name, excluded.name),
             words = coalesce(n.words, '') || excluded.words
       where n.words is distinct from n.words || excluded.words
      """;

  static RebuildStatements of(Kind kind) {
    return new RebuildStatements(
        page(kind),
        compare(kind),
        update(kind),
        kind.lineTable().map(lines -> compareLines(kind, lines)).orElse(""));
  }

  /** The parameter that says in which rows the column at this position may stay as it is. */
  static String stays(int column) {
    return "s" + column;
  }

  /** Whether a record may hold several values for the column. */
  static boolean isAmbiguous(MirrorColumn column) {
    return column.keys().size() > 1;
  }

  private static String page(Kind kind) {
    return """
    select key, record
      from (select key, record, sum(octet_length(record)) over (order by key) - octet_length(record) as before
              from (select %2$s as key, record::text as record
                      from zoho.%1$s
                     where %2$s > :after and deleted_at is null and record is not null
                     order by %2$s
                     limit :rows
                       for no key update) locked) page
     where before < :bytes
     order by key
    """
        .formatted(kind.table(), kind.key());
  }

  private static String compare(Kind kind) {
    List<MirrorColumn> columns = kind.columns();
    return """
    select m.%2$s as key, array_remove(array[%3$s], null) as columns
      from %4$s
      join zoho.%1$s m on m.%2$s = e.key
     where row(%5$s) is distinct from row(%6$s)
     order by m.%2$s
    """
        .formatted(
            kind.table(),
            kind.key(),
            each(
                columns,
                i ->
                    "case when m.%1$s is distinct from %2$s then '%1$s' end"
                        .formatted(columns.get(i).name(), rebuilt(columns, i))),
            given(columns),
            each(columns, i -> "m." + columns.get(i).name()),
            each(columns, i -> rebuilt(columns, i)));
  }

  private static String update(Kind kind) {
    List<MirrorColumn> columns = kind.columns();
    return """
    update zoho.%1$s m
       set %3$s
      from %4$s
     where m.%2$s = e.key and e.key = any(:differing)
    """
        .formatted(
            kind.table(),
            kind.key(),
            each(columns, i -> columns.get(i).name() + " = " + rebuilt(columns, i)),
            given(columns));
  }

  private static String compareLines(Kind kind, LineTable lines) {
    List<MirrorColumn> columns = lines.columns();
    String names = each(columns, i -> columns.get(i).name());
    return """
    with given as (
      select * from unnest(:lineKeys, :positions::integer[], %3$s) as g (key, position, %4$s)
    ), stored as (
      select %2$s, position, %4$s from zoho.%1$s where %2$s = any(:keys)
    )
    select key
      from ((table given except all table stored) union all (table stored except all table given)) different
     group by key
     order by key
    """
        .formatted(lines.table(), kind.key(), ColumnArrays.sql(columns), names);
  }

  /**
   * The value that a column gets: the record's, unless that is ambiguous and the column has one.
   */
  private static String rebuilt(List<MirrorColumn> columns, int i) {
    String name = columns.get(i).name();
    return isAmbiguous(columns.get(i))
        ? "case when e.%1$s and m.%2$s is not null then m.%2$s else e.%2$s end"
            .formatted(stays(i), name)
        : "e." + name;
  }

  private static String given(List<MirrorColumn> columns) {
    List<Integer> ambiguous =
        IntStream.range(0, columns.size())
            .filter(i -> isAmbiguous(columns.get(i)))
            .boxed()
            .toList();
    String flags =
        ambiguous.stream()
            .map(i -> ", :%s::boolean[]".formatted(stays(i)))
            .collect(Collectors.joining());
    String flagNames = ambiguous.stream().map(i -> ", " + stays(i)).collect(Collectors.joining());
    return "unnest(:keys, %s%s) as e (key, %s%s)"
        .formatted(
            ColumnArrays.sql(columns), flags, each(columns, i -> columns.get(i).name()), flagNames);
  }

  private static String each(List<MirrorColumn> columns, IntFunction<String> text) {
    return IntStream.range(0, columns.size()).mapToObj(text).collect(Collectors.joining(", "));
  }
}
