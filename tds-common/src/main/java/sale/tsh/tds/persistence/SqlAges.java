package sale.tsh.tds.persistence;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads durations from columns of seconds, as {@code extract(epoch from …)} gives them. */
public final class SqlAges {

  private SqlAges() {}

  /**
   * The duration in a column, in whole milliseconds. Empty if it is null. A negative one counts as
   * zero, because the time is in the future or the database's clock was set back since.
   */
  public static Optional<Duration> age(ResultSet row, String column) throws SQLException {
    @Nullable BigDecimal seconds = row.getBigDecimal(column);
    return Optional.ofNullable(seconds)
        .map(each -> Duration.ofMillis(Math.max(0, each.movePointRight(3).longValue())));
  }
}
