package sale.tsh.tds.api.dashboard.overview;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads which members records have that no column reads. Call it in a transaction. */
@Component
class SeenMembersReader {

  private final JdbcClient jdbc;

  SeenMembersReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The members of a kind, or of all kinds, newest first. */
  List<SeenMember> newest(Optional<String> kind, int most) {
    return jdbc.sql(
            """
            select entity_type, member, shape, first_seen_at, last_seen_at
              from tds_seen_members
             where :kind::text is null or entity_type = :kind
             order by first_seen_at desc, entity_type, member
             limit :most
            """)
        .param("kind", kind.orElse(null))
        .param("most", most)
        .query(SeenMembersReader::member)
        .list();
  }

  /** How many members each kind has that were first seen within seven days. Most come first. */
  List<NewMembers> ofTheWeek() {
    return jdbc.sql(
            """
            select entity_type, count(*)
              from tds_seen_members
             where first_seen_at > now() - interval '7 days'
             group by entity_type
             order by count(*) desc, entity_type
            """)
        .query((row, number) -> new NewMembers(row.getString(1), row.getInt(2)))
        .list();
  }

  private static SeenMember member(ResultSet row, int number) throws SQLException {
    return new SeenMember(
        row.getString("entity_type"),
        row.getString("member"),
        row.getString("shape"),
        row.getTimestamp("first_seen_at").toInstant(),
        row.getTimestamp("last_seen_at").toInstant());
  }

  /** How many members of a kind are new. */
  record NewMembers(String kind, int members) {}
}
