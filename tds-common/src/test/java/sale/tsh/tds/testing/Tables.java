package sale.tsh.tds.testing;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Tables of a database that running processes share with a test. */
public final class Tables {

  private Tables() {}

  /**
   * Deletes all rows. A truncate would make readers wait, and one that has read a later table
   * already, as the alert watch has, is a deadlock then.
   */
  public static void empty(JdbcClient jdbc, String... tables) {
    for (String table : tables) {
      jdbc.sql("delete from " + table).update();
    }
  }
}
