package sale.tsh.tds.worker;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Records the statements that run through a data source, with the begin and the end of
 * transactions. One connection is used at a time.
 */
final class StatementRecorder {

  private final List<RecordedStatement> statements = new ArrayList<>();

  /** Something that a proxy does for a call. */
  private interface Call {

    @Nullable Object of(Method method, @Nullable Object[] arguments) throws SQLException;
  }

  List<RecordedStatement> statements() {
    return List.copyOf(statements);
  }

  DataSource around(DataSource source) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Object result = invoke(source, method, arguments);
          return result instanceof Connection connection ? around(connection) : result;
        });
  }

  private Connection around(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "createStatement" -> around(scrolling(connection), null);
              case "prepareStatement" -> prepared(connection, String.valueOf(arguments[0]));
              case "setSavepoint", "prepareCall" -> throw new UnsupportedOperationException();
              default -> {
                Object result = invoke(connection, method, arguments);
                recordTransaction(method.getName(), arguments);
                yield result;
              }
            });
  }

  private void recordTransaction(String method, @Nullable Object[] arguments) {
    switch (method) {
      case "setAutoCommit" -> {
        if (Boolean.FALSE.equals(arguments[0])) {
          statements.add(new RecordedStatement("begin", 0));
        }
      }
      case "commit", "rollback" -> statements.add(new RecordedStatement(method, 0));
      default -> {}
    }
  }

  private Statement prepared(Connection connection, String sql) throws SQLException {
    return around(
        connection.prepareStatement(
            sql, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY),
        new SqlText(connection, sql));
  }

  private static Statement scrolling(Connection connection) throws SQLException {
    return connection.createStatement(
        ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
  }

  /**
   * @param prepared writes a prepared statement with its values. Null if the statement is a plain
   *     one, whose calls bring the SQL
   */
  private Statement around(Statement statement, @Nullable SqlText prepared) {
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          if (prepared != null) {
            prepared.follow(method, arguments);
          }
          String sql =
              arguments.length > 0 ? String.valueOf(arguments[0]) : String.valueOf(prepared);
          Object result = invoke(statement, method, arguments);
          String name = method.getName();
          switch (result) {
            case ResultSet rows when name.equals("executeQuery") ->
                record(sql, RecordedStatement.rows(rows));
            case Integer rows when name.equals("executeUpdate") -> record(sql, rows);
            case Boolean found when name.equals("execute") ->
                record(sql, RecordedStatement.rows(statement, found));
            case null, default -> requireOther(name);
          }
          return result;
        });
  }

  private static void requireOther(String method) {
    if (method.startsWith("execute") || method.equals("addBatch")) {
      throw new UnsupportedOperationException(method);
    }
  }

  private void record(String sql, long rows) {
    statements.add(new RecordedStatement(sql.strip(), rows));
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                call.of(method, arguments == null ? new Object[0] : arguments)));
  }

  static @Nullable Object invoke(Object target, Method method, @Nullable Object[] arguments)
      throws SQLException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
