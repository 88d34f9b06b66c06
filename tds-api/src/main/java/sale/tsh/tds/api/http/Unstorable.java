package sale.tsh.tds.api.http;

import java.sql.SQLException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/** What PostgreSQL cannot hold, such as a NUL: the caller's mistake, not the database's. */
public final class Unstorable {

  /** What to tell the caller. */
  public static final String MESSAGE =
      "A value holds what cannot be stored, such as the character U+0000; expected plain text.";

  private Unstorable() {}

  /** Whether that is why a statement failed (SQLSTATE class 22). */
  public static boolean isCauseOf(DataAccessException failure) {
    return NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLException sql
        && String.valueOf(sql.getSQLState()).startsWith("22");
  }
}
