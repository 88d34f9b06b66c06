package sale.tsh.tds.worker.mirror;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.LineTable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Notes the members of records and of their lines that no column reads, so that operators see when
 * Zoho adds one. Each process notes a name once a day. Any other record costs a look into a set.
 */
public final class SeenMembers {

  private static final Logger log = LoggerFactory.getLogger(SeenMembers.class);

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private volatile Day today = new Day(LocalDate.EPOCH, Map.of());

  public SeenMembers(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Notes what is new in a record and in its lines. Never throws for the sake of a note. */
  public void note(Kind kind, ObjectNode record) {
    // They are known before the attempt, so that a database that refuses notes is not asked for
    // each record.
    Map<String, String> shapes =
        today().known().computeIfAbsent(kind.name(), name -> new KnownMembers(kind)).learn(record);
    if (shapes.isEmpty()) {
      return;
    }
    try {
      store(kind, shapes);
    } catch (DataAccessException e) {
      log.warn("New members of {} are not noted until tomorrow: {}", kind.name(), e.toString());
    }
  }

  /** Also removes the members that a later release reads. */
  private void store(Kind kind, Map<String, String> shapes) {
    Map<String, String> stored = new TreeMap<>();
    shapes.forEach((member, shape) -> stored.put(Json.forPostgres(member), shape));
    jdbc.sql(
            """
            with read as (
              delete from tds_seen_members where entity_type = :kind and member = any (:read)
            )
            insert into tds_seen_members as s (entity_type, member, shape)
            select :kind, e.member, e.shape
              from unnest(:members, :shapes) as e (member, shape)
             where (select count(*) from tds_seen_members where entity_type = :kind) < :most
                or exists (select from tds_seen_members k where k.entity_type = :kind and k.member = e.member)
             order by e.member
            on conflict (entity_type, member) do update
               set last_seen_at = now(),
                   shape = case s.shape when :empty then excluded.shape else s.shape end
            """)
        .param("kind", kind.name())
        .param("read", readBy(kind))
        .param("members", stored.keySet().toArray(String[]::new))
        .param("shapes", stored.values().toArray(String[]::new))
        .param("most", KnownMembers.MOST)
        .param("empty", MemberShape.EMPTY)
        .update();
  }

  /** The members that the mirror reads, named as they would be noted. */
  private static String[] readBy(Kind kind) {
    Stream<String> ofLines =
        kind.lineTable().map(LineTable::keys).orElse(List.of()).stream()
            .flatMap(list -> kind.lineMembers().stream().map(member -> list + "." + member));
    return Stream.concat(kind.members().stream(), ofLines).toArray(String[]::new);
  }

  /** What is known today. A new day begins with the catalogue, so that each name is noted again. */
  private Day today() {
    LocalDate date = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    Day day = today;
    if (!day.date().equals(date)) {
      day = new Day(date, new ConcurrentHashMap<>());
      today = day;
    }
    return day;
  }

  /** What is known on a day, by kind. */
  private record Day(LocalDate date, Map<String, KnownMembers> known) {}
}
