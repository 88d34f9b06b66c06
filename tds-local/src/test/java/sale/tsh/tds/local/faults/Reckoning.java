package sale.tsh.tds.local.faults;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares the acknowledged deliveries with the database, once no event waits any more. Uses its
 * own queries, in addition to the product's {@code verify}.
 *
 * @param acknowledged the number of deliveries that were answered 2xx, with repeats counted once
 * @param lost acknowledged deliveries that are not in the inbox exactly once or are not completed,
 *     and records that differ from them
 * @param doubled events that took effect more or less than once, or were never acknowledged
 * @param longestPause the longest time without a completed event, since the first was queued
 */
record Reckoning(int acknowledged, Set<Object> lost, Set<Object> doubled, Duration longestPause) {

  static Reckoning of(JdbcClient jdbc, Journal journal) {
    Map<UUID, Version> acknowledged = journal.acknowledged();
    Set<UUID> completed =
        Set.copyOf(events(jdbc, "select id from tds_sync_queue where status = 'completed'"));
    Set<Object> lost = new HashSet<>(acknowledged.keySet());
    lost.removeAll(completed);
    Set<UUID> kept =
        Set.copyOf(
            events(
                jdbc,
                """
                select event_id
                  from tds_inbox_events
                 group by event_id
                having count(*) = 1 and bool_and(processed and refusal is null)
                """));
    acknowledged.keySet().stream()
        .filter(event -> !kept.contains(event))
        .forEach(event -> lost.add("%s is not in the inbox once".formatted(event)));
    Map<String, Integer> newest = journal.newest();
    Map<String, Integer> mirror = mirror(jdbc);
    Stream.concat(newest.keySet().stream(), mirror.keySet().stream())
        .filter(item -> !Objects.equals(newest.get(item), mirror.get(item)))
        .forEach(item ->
            lost.add("%s is %s, not %s".formatted(item, mirror.get(item), newest.get(item))));
    Set<Object> doubled = new HashSet<>(events(jdbc, "select id from tds_sync_queue"));
    doubled.removeAll(acknowledged.keySet());
    doubled.addAll(
        events(
            jdbc,
            """
            select q.id
              from tds_sync_queue q
              left join tds_sync_logs l on l.queue_id = q.id and l.outcome <> 'failed'
             group by q.id
            having count(l.id) <> 1
            """));
    return new Reckoning(acknowledged.size(), lost, doubled, longestPause(jdbc));
  }

  void requireNothingLostOrDoubled() {
    assertThat(lost).as("lost").isEmpty();
    assertThat(doubled).as("doubled").isEmpty();
  }

  /** Follows the order of the log, since the database's clock may have been set back. */
  private static Duration longestPause(JdbcClient jdbc) {
    double seconds =
        jdbc.sql(
                """
                select coalesce(max(extract(epoch from pause)), 0)
                  from (select at - lag(at) over (order by id) as pause
                          from (select id, created_at as at from tds_sync_logs where outcome <> 'failed'
                                union all
                                (select 0, queued_at from tds_sync_queue order by arrival limit 1)) completions) pauses
                """)
            .query(Double.class)
            .single();
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }

  private static List<UUID> events(JdbcClient jdbc, String query) {
    return jdbc.sql(query).query((row, number) -> row.getObject(1, UUID.class)).list();
  }

  private static Map<String, Integer> mirror(JdbcClient jdbc) {
    return jdbc
        .sql("select item_id, rate from zoho.items")
        .query((row, number) -> new Version(row.getString(1), row.getInt(2)))
        .stream()
        .collect(toMap(Version::item, Version::second));
  }
}
