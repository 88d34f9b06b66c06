package sale.tsh.tds.persistence;

import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds PostgreSQL's error codes in the chain of causes. */
final class SqlStates {

  private SqlStates() {}

  /** The SQLSTATE of each cause that has one. */
  static Stream<String> of(Throwable thrown) {
    return causes(thrown, SQLException.class)
        .map(SQLException::getSQLState)
        .filter(Objects::nonNull);
  }

  /** The causes of a type, including the exception itself. */
  static <T extends Throwable> Stream<T> causes(Throwable thrown, Class<T> type) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
        .filter(type::isInstance)
        .map(type::cast);
  }
}
