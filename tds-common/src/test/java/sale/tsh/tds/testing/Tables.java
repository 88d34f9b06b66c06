package sale.tsh.tds.testing;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Empties tables, even while a process or a background task reads them. */
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
}
