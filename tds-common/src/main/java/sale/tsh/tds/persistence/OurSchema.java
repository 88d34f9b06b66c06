package sale.tsh.tds.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.settings.SettingException;

/**
 * The schema that contains our tables. That is the schema where they already exist, or else {@code
 * public}. Our statements name tables without a schema, so {@code search_path} must lead to this
 * one. By default it would lead to a schema with the role's name first, if there is one.
 *
 * @param name the name in PostgreSQL's catalogue
 */
public record OurSchema(String name) {

  private static final String DEFAULT = "public";

  /** The time limit of a query to the catalogue. */
  private static final int LONGEST_SECONDS = 5;

  /**
   * Finds the schema where the tables exist or should be created.
   *
   * @throws SettingException if they exist in several schemas, none of them {@code public}
   */
  public static OurSchema find(Connection connection) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement statement =
        prepared(
            connection,
            """
            select n.nspname
              from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
             where c.relname = ? and c.relkind = 'r' and has_schema_privilege(n.oid, 'usage')
             order by n.nspname
            """)) {
      statement.setString(1, Migration.HISTORY);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    }
    if (found.isEmpty() || found.contains(DEFAULT)) {
      return new OurSchema(DEFAULT);
    }
    if (found.size() > 1) {
      throw new SettingException(
          "The tables of TDS Core exist in several schemas of this database: %s. Rename or drop the unused schemas, since the search_path does not decide between them."
              .formatted(String.join(", ", found)));
    }
    return new OurSchema(found.getFirst());
  }

  /**
   * Makes table names mean our tables until the end of this transaction. This works behind a pooler
   * too.
   */
  public void enterInTransaction(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        prepared(connection, "select set_config('search_path', quote_ident(?), true)")) {
      statement.setString(1, name);
      statement.execute();
    }
  }

  /**
   * Refuses a connection whose statements would reach other tables than ours. It is for connections
   * through a pooler, where no setting may be left in a session that others use.
   */
  void requireReached(Connection connection) throws SQLException {
    SearchPath path = path(connection);
    if (!path.reached()) {
      throw path.refusal(name);
    }
  }

  /** Also refuses a connection that would create tables in another schema. */
  void requireFirst(Connection connection) throws SQLException {
    SearchPath path = path(connection);
    if (!path.reached() || !name.equals(path.first())) {
      throw path.refusal(name);
    }
  }

  private SearchPath path(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        prepared(
            connection,
            """
            select coalesce(n.nspname, current_schema()) as leads_to, current_schema() as first,
                   to_regclass('tds_inbox_events') is not distinct from to_regclass(format('%I.tds_inbox_events', ?)) as reached
              from (select 1) one
              left join pg_class c on c.oid = to_regclass('tds_inbox_events')
              left join pg_namespace n on n.oid = c.relnamespace
            """)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new SearchPath(
            row.getString("leads_to"), row.getString("first"), row.getBoolean("reached"));
      }
    }
  }

  private static PreparedStatement prepared(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(LONGEST_SECONDS);
    return statement;
  }

  /**
   * What a connection's {@code search_path} leads to.
   *
   * @param leadsTo the schema in which our table names are found, or else the first one
   * @param first the schema in which tables would be created
   * @param reached whether our table names mean our tables
   */
  private record SearchPath(@Nullable String leadsTo, @Nullable String first, boolean reached) {

    SettingException refusal(String ours) {
      return new SettingException(
          "The search_path leads to the schema %s, but the tables of TDS Core belong to the schema %s: set search_path to %s, such as by \"alter role … set search_path\"."
              .formatted(reached ? first : leadsTo, ours, ours));
    }
  }
}
