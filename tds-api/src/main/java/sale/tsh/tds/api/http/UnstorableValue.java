package sale.tsh.tds.api.http;

import java.sql.SQLException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/** A value that PostgreSQL cannot hold, such as a NUL. The mistake is the caller's. */
final class UnstorableValue {

  /** A sentence for the caller. */
  static final String MESSAGE =
      "A value holds what cannot be stored, such as the character U+0000; expected plain text.";

  private UnstorableValue() {}

  /** Whether a statement failed because of such a value (SQLSTATE class 22). */
  static boolean isCauseOf(DataAccessException failure) {
    return NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLException sql
        && String.valueOf(sql.getSQLState()).startsWith("22");
  }
}
