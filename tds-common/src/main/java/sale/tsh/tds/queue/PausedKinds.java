package sale.tsh.tds.queue;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Kinds that an operator has paused: intake goes on, what runs ends, and nothing more of them is
 * claimed.
 */
public class PausedKinds {

  private final JdbcClient jdbc;

  public PausedKinds(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Pauses a kind; returns false if it was paused already. */
  public boolean pause(String kind, String by) {
    return jdbc.sql(
                """
                insert into tds_paused_kinds (entity_type, paused_by)
                values (:kind, :by)
                on conflict (entity_type) do nothing
                """)
            .param("kind", kind)
            .param("by", by)
            .update()
        > 0;
  }

  /** Lets a kind go on; returns false if it was not paused. */
  public boolean resume(String kind) {
    return jdbc.sql("delete from tds_paused_kinds where entity_type = :kind")
            .param("kind", kind)
            .update()
        > 0;
  }

  /** The paused kinds, the longest paused first. */
  public List<PausedKind> list() {
    return jdbc.sql(
            "select entity_type, paused_at, paused_by from tds_paused_kinds order by paused_at, entity_type")
        .query(
            (row, number) ->
                new PausedKind(
                    row.getString("entity_type"),
                    row.getTimestamp("paused_at").toInstant(),
                    row.getString("paused_by")))
        .list();
  }
}
