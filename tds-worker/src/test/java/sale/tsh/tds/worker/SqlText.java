package sale.tsh.tds.worker;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement as SQL with its values. The driver writes most values with their types.
 * Strings and arrays get theirs here, because the driver leaves the types of strings out, and
 * arrays as a whole.
 */
final class SqlText {

  private final Connection connection;
  private final PreparedStatement twin;
  private final Map<String, String> literals = new HashMap<>();

  SqlText(Connection connection, String sql) throws SQLException {
    this.connection = connection;
    // It takes the values and never runs.
    this.twin = connection.prepareStatement(sql);
  }

  /** Follows a call of the statement, if the call sets a value. */
  void follow(Method method, @Nullable Object[] arguments) throws SQLException {
    if (arguments.length < 2 || !(arguments[0] instanceof Integer index)) {
      return;
    }
    switch (arguments[1]) {
      case String text when !method.getName().equals("setNull") ->
          set(index, quoted(text) + "::varchar");
      case Object[] values -> {
        String type = values instanceof UUID[] ? "uuid" : "text";
        set(index, quoted(connection.createArrayOf(type, values).toString()) + "::" + type + "[]");
      }
      case null, default -> StatementRecorder.invoke(twin, method, arguments);
    }
  }

  private void set(int index, String literal) throws SQLException {
    String marker = "<value %d>".formatted(index);
    literals.put("'" + marker + "'", literal);
    twin.setString(index, marker);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public String toString() {
    String text = twin.toString();
    for (Map.Entry<String, String> each : literals.entrySet()) {
      text = text.replace(each.getKey(), each.getValue());
    }
    return text;
  }
}
