package sale.tsh.tds.persistence;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Makes the pool evict a connection to a server that no longer takes writes, such as a former
 * primary. The next connection may reach the new primary. A session that the server has ended is
 * evicted too.
 */
final class EvictReadOnlyServer implements SQLExceptionOverride {

  @java.lang.Override
  public SQLExceptionOverride.Override adjudicate(SQLException e) {
    return ConnectionLoss.isUseless(e)
        ? SQLExceptionOverride.Override.MUST_EVICT
        : SQLExceptionOverride.Override.CONTINUE_EVICT;
  }
}
