package sale.tsh.tds.worker.mirror;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.Kind;
import tools.jackson.databind.JsonNode;

/**
 * Notes the members of records that no column reads, so that operators see when Zoho adds one. Each
 * process notes a name once a day. Any other record costs a look into a set.
 */
public final class SeenMembers {

  private static final Logger log = LoggerFactory.getLogger(SeenMembers.class);

  /** More than any record of Zoho has. Custom fields may add to them without end. */
  private static final int MOST = 500;

  private static final int LONGEST = 100;

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private volatile Day today = new Day(LocalDate.EPOCH, Map.of());

  public SeenMembers(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Notes what is new in these changes of one kind. Never throws for the sake of a note. */
  public void note(Kind kind, Collection<RecordChange> changes) {
    Set<String> known =
        today().known().computeIfAbsent(kind.name(), name -> ConcurrentHashMap.newKeySet());
    if (known.isEmpty()) {
      known.addAll(kind.members());
    }
    for (RecordChange change : changes) {
      if (change instanceof RecordChange.Edit edit && !known.containsAll(edit.members())) {
        noteUnknown(kind, edit, known);
      }
    }
  }

  private void noteUnknown(Kind kind, RecordChange.Edit edit, Set<String> known) {
    List<String> unknown =
        edit.members().stream()
            .filter(name -> name.length() <= LONGEST && !known.contains(name))
            .limit(Math.max(0, MOST - known.size()))
            .toList();
    if (unknown.isEmpty()) {
      return;
    }
    // Before the attempt, so that a database that refuses notes is not asked for each record.
    known.addAll(unknown);
    try {
      store(kind, shapes(edit, unknown));
    } catch (DataAccessException e) {
      log.warn("New members of {} are not noted until tomorrow: {}", kind.name(), e.toString());
    }
  }

  private static Map<String, String> shapes(RecordChange.Edit edit, List<String> names) {
    JsonNode record = Json.parse(edit.json());
    Map<String, String> shapes = new TreeMap<>();
    for (String name : names) {
      String stored = Json.forPostgres(name);
      shapes.put(stored, MemberShape.of(record.path(stored)));
    }
    return shapes;
  }

  /** Also removes the members that a later release reads. */
  private void store(Kind kind, Map<String, String> shapes) {
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
        .param("read", kind.members().toArray(String[]::new))
        .param("members", shapes.keySet().toArray(String[]::new))
        .param("shapes", shapes.values().toArray(String[]::new))
        .param("most", MOST)
        .param("empty", MemberShape.EMPTY)
        .update();
  }

  /** The sets of today. A new day begins with empty ones, so that each name is noted again. */
  private Day today() {
    LocalDate date = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    Day day = today;
    if (!day.date().equals(date)) {
      day = new Day(date, new ConcurrentHashMap<>());
      today = day;
    }
    return day;
  }

  /** The names that need no note on a day, by kind. */
  private record Day(LocalDate date, Map<String, Set<String>> known) {}
}
