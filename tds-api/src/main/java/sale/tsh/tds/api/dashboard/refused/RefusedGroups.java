package sale.tsh.tds.api.dashboard.refused;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.refusal.RefusalCause;

/** Groups the newest 2,000 refused deliveries by cause, address and sender. */
@Component
class RefusedGroups {

  private static final int MOST_SENDERS = 5;

  private final JdbcClient jdbc;

  RefusedGroups(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The groups, cause by cause, the largest first. Call it in a transaction. */
  List<RefusedGroup> read() {
    Map<List<String>, List<SentBy>> grouped =
        jdbc
            .sql(
                """
                select refusal, path, remote_address, count(*) as deliveries, count(taken_at) as taken,
                       min(received_at) as first_at, max(received_at) as last_at,
                       (array_agg(refusal_detail order by received_at desc))[1] as example
                  from (select refusal, path, remote_address, taken_at, received_at, refusal_detail
                          from tds_inbox_events
                         where refusal is not null
                         order by received_at desc, id desc
                         limit :most) newest
                 group by refusal, path, remote_address
                 order by deliveries desc, last_at desc
                """)
            .param("most", RefusedReader.MOST_LOOKED_AT)
            .query(RefusedGroups::sentBy)
            .list()
            .stream()
            .collect(
                groupingBy(
                    each -> List.of(each.refusal(), each.path()), LinkedHashMap::new, toList()));
    List<RefusedGroup> groups = grouped.values().stream().map(RefusedGroups::group).toList();
    Map<String, Long> ofCause =
        groups.stream()
            .collect(groupingBy(RefusedGroup::refusal, summingLong(RefusedGroup::count)));
    return groups.stream()
        .sorted(
            Comparator.comparingLong(
                    (RefusedGroup group) -> ofCause.getOrDefault(group.refusal(), 0L))
                .reversed()
                .thenComparing(RefusedGroup::refusal)
                .thenComparing(Comparator.comparingLong(RefusedGroup::count).reversed())
                .thenComparing(RefusedGroup::path))
        .toList();
  }

  /** The deliveries of one cause and address, from its senders. */
  private static RefusedGroup group(List<SentBy> sent) {
    SentBy newest = sent.stream().max(Comparator.comparing(SentBy::lastAt)).orElseThrow();
    return new RefusedGroup(
        newest.refusal(),
        newest.path(),
        sent.stream().mapToLong(SentBy::deliveries).sum(),
        sent.stream().mapToLong(SentBy::taken).sum(),
        sent.stream().map(SentBy::firstAt).min(Comparator.naturalOrder()).orElseThrow(),
        newest.lastAt(),
        sent.stream()
            .limit(MOST_SENDERS)
            .map(each -> new RefusedGroup.RefusedSender(each.address(), each.deliveries()))
            .toList(),
        Math.max(0, sent.size() - MOST_SENDERS),
        newest.example(),
        RefusalCause.of(newest.refusal()).map(Explanations::inEnglish).orElse(null));
  }

  private static SentBy sentBy(ResultSet row, int number) throws SQLException {
    return new SentBy(
        row.getString("refusal"),
        row.getString("path"),
        row.getString("remote_address"),
        row.getLong("deliveries"),
        row.getLong("taken"),
        row.getTimestamp("first_at").toInstant(),
        row.getTimestamp("last_at").toInstant(),
        row.getString("example"));
  }

  /** The refused deliveries of one cause, address and sender. */
  private record SentBy(
      String refusal,
      String path,
      @Nullable String address,
      long deliveries,
      long taken,
      Instant firstAt,
      Instant lastAt,
      @Nullable String example) {}
}
