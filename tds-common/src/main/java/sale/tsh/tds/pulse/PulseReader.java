package sale.tsh.tds.pulse;

import static sale.tsh.tds.persistence.SqlAges.age;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the pulse from the rows that {@link PulseKeeper} keeps, and from the newest deliveries that
 * it has not counted yet. Of these it reads 500 at most, so a figure may lag under heavy load, by
 * 30 seconds.
 */
public class PulseReader {

  private static final String UNCOUNTED =
      """
      with uncounted as materialized (
        select entity_type, received_at
          from (select entity_type, received_at, source, taken_from
                  from tds_inbox_events
                 where event_id is not null
                   and received_at >= coalesce((select counted_until from tds_pulse), '-infinity')
                 order by received_at desc
                 limit 500) newest
         where source = 'webhook' and taken_from is null
      )
      """;

  /** The pulse of all kinds, under an empty name, and then that of each kind. */
  private static final String PULSES =
      UNCOUNTED
          + """
          select entity_type, last_received_at, extract(epoch from now() - last_received_at) as silence, overdue, lost
            from (select '' as entity_type,
                         greatest(
                           (select last_received_at from tds_pulse),
                           (select max(received_at) from uncounted)) as last_received_at,
                         case when exists (select from uncounted) then 0
                              else coalesce((select overdue from tds_pulse), 0) end as overdue,
                         0 as lost
                   union all
                  select entity_type, greatest(last_received_at, newest),
                         case when newest is null then overdue else 0 end, coalesce(lost, 0)
                    from tds_kind_pulses
                    full join (
                      select entity_type, max(received_at) as newest
                        from uncounted
                       where entity_type is not null
                       group by entity_type) fresh using (entity_type)) pulses
           order by entity_type
          """;

  private static final String WEEK =
      UNCOUNTED
          + """
          select entity_type, (extract(epoch from day - first) / 86400)::integer as day, received, refused
            from (select date_trunc('day', now(), 'UTC') - interval '144 hours' as first) week
           cross join lateral (
             select entity_type, date_bin('1 day', hour, first) as day, sum(received) as received, sum(refused) as refused
               from (select entity_type, hour, received::integer, refused::integer
                       from tds_kind_hours
                      where hour >= first and hour <= now()
                     union all
                     select entity_type, received_at, 1, 0
                       from uncounted
                      where entity_type is not null and received_at >= first and received_at <= now()) counted
              group by 1, 2) days
          """;

  private final JdbcClient jdbc;

  public PulseReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The pulse at this moment. */
  public Pulse read() {
    List<KindPulse> pulses =
        jdbc.sql(PULSES)
            .query((row, number) ->
                new KindPulse(
                    row.getString("entity_type"),
                    time(row),
                    age(row, "silence"),
                    row.getLong("overdue"),
                    row.getInt("lost")))
            .list();
    KindPulse all = pulses.getFirst();
    return new Pulse(
        all.lastReceivedAt(), all.silence(), all.overdue(), pulses.subList(1, pulses.size()));
  }

  /** The last seven days of each kind that got a webhook in them. */
  public Map<String, KindWeek> week() {
    Map<String, long[]> received = new HashMap<>();
    Map<String, Long> refused = new HashMap<>();
    jdbc.sql(WEEK)
        .query(row -> {
          String kind = row.getString("entity_type");
          received.computeIfAbsent(kind, any -> new long[KindWeek.DAYS])[row.getInt("day")] =
              row.getLong("received");
          refused.merge(kind, row.getLong("refused"), Long::sum);
        });
    Map<String, KindWeek> weeks = new HashMap<>();
    received.forEach((kind, days) ->
        weeks.put(
            kind,
            new KindWeek(
                IntStream.range(0, days.length).mapToObj(day -> days[day]).toList(),
                refused.getOrDefault(kind, 0L))));
    return Map.copyOf(weeks);
  }

  private static Optional<Instant> time(ResultSet row) throws SQLException {
    @Nullable Timestamp time = row.getTimestamp("last_received_at");
    return Optional.ofNullable(time).map(Timestamp::toInstant);
  }
}
