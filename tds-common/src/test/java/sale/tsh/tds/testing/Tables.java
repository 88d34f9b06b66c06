package sale.tsh.tds.testing;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and empties tables, even while a process or a background task uses them. */
public final class Tables {

  private Tables() {}

  /**
   * Deletes all rows. A truncate would block readers. A reader that has already read a later table,
   * such as the alert monitor, would then deadlock.
   */
  public static void empty(JdbcClient jdbc, String... tables) {
    for (String table : tables) {
      jdbc.sql("delete from " + table).update();
    }
  }

  /** All rows of all our tables as text, apart from those of the tables that are named. */
  public static String content(JdbcClient jdbc, String... except) {
    return jdbc
        .sql(
            """
            select oid::regclass::text from pg_class
             where relkind = 'r' and (relnamespace = 'zoho'::regnamespace or relname like 'tds\\_%')
               and relname <> all(?)
            """)
        .param(except)
        .query((row, number) -> row.getString(1))
        .list()
        .stream()
        .map(table -> table + ": " + rows(jdbc, table))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> rows(JdbcClient jdbc, String table) {
    return jdbc.sql("select t::text from %s t".formatted(table))
        .query((row, number) -> row.getString(1))
        .list();
  }
}
