package sale.tsh.tds.deadletter;

import static java.util.stream.Collectors.groupingBy;
import static sale.tsh.tds.persistence.SqlArrays.array;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads what became of the events of bulk actions. Each event has the id of its dead letter. If it
 * died again, another dead letter names it as its original.
 */
public class BulkOutcomes {

  private static final String READ =
      """
      select bulk_id, status, again_group, tds_error_pattern(error) as again_error,
             coalesce(newest.last_error, error) as example, events, same_cause, open
        from (select d.bulk_id, q.status, again.error_group as again_group, max(again.last_error) as error,
                     count(*) as events,
                     count(*) filter (where again.error_group = d.error_group) as same_cause,
                     count(*) filter (where again.redriven_at is null and again.discarded_at is null) as open
                from tds_dead_letter_queue d
                left join tds_sync_queue q on q.id = d.id
                left join tds_dead_letter_queue again on again.original_queue_id = d.id
               where d.bulk_id = any(:bulks::uuid[]) and d.redriven_at is not null and d.repeated_by is null
               group by 1, 2, 3) counted
        left join lateral (
          select last_error
            from tds_dead_letter_queue d
           where d.error_group = again_group and d.redriven_at is null and d.discarded_at is null
           order by d.moved_to_dlq_at desc
           limit 1
        ) newest on true
       order by events desc, again_group
      """;

  private final JdbcClient jdbc;

  public BulkOutcomes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The outcome of a bulk action so far. */
  public BulkOutcome of(UUID bulk) {
    return of(List.of(bulk)).getOrDefault(bulk, BulkOutcome.NONE);
  }

  /** The outcomes so far, without the bulk actions that put nothing back. */
  public Map<UUID, BulkOutcome> of(Collection<UUID> bulks) {
    Map<UUID, BulkOutcome> outcomes = new HashMap<>();
    jdbc
        .sql(READ)
        .param("bulks", array(bulks, UUID::toString))
        .query((row, number) ->
            new LetterState(
                row.getObject("bulk_id", UUID.class),
                row.getString("status"),
                row.getString("again_group"),
                row.getString("again_error"),
                row.getString("example"),
                row.getLong("events"),
                row.getLong("same_cause"),
                row.getLong("open")))
        .list()
        .stream()
        .collect(groupingBy(LetterState::bulk))
        .forEach((bulk, states) -> outcomes.put(bulk, outcome(states)));
    return outcomes;
  }

  private static BulkOutcome outcome(List<LetterState> states) {
    Map<String, BulkOutcome.DeadAgain> deadAgain = new HashMap<>();
    long completed = 0;
    long waiting = 0;
    for (LetterState state : states) {
      if (state.group() != null) {
        deadAgain.merge(state.group(), state.deadAgain(state.group()), BulkOutcomes::sum);
      } else if ("completed".equals(state.status())) {
        completed += state.events();
      } else if (state.status() != null) {
        waiting += state.events();
      }
    }
    return new BulkOutcome(
        completed,
        waiting,
        deadAgain.values().stream()
            .sorted(
                Comparator.comparingLong(BulkOutcome.DeadAgain::events)
                    .reversed()
                    .thenComparing(BulkOutcome.DeadAgain::group))
            .toList());
  }

  /** The events of a cause whose dead letters are open, and those whose dead letters are closed. */
  private static BulkOutcome.DeadAgain sum(BulkOutcome.DeadAgain one, BulkOutcome.DeadAgain other) {
    return new BulkOutcome.DeadAgain(
        one.group(),
        one.error(),
        one.example(),
        one.events() + other.events(),
        one.sameCause() + other.sameCause(),
        one.open() + other.open());
  }

  /** Events of a bulk action that are in the same state now. */
  private record LetterState(
      UUID bulk,
      @Nullable String status,
      @Nullable String group,
      @Nullable String error,
      @Nullable String example,
      long events,
      long sameCause,
      long open) {

    BulkOutcome.DeadAgain deadAgain(String deadGroup) {
      return new BulkOutcome.DeadAgain(
          deadGroup, String.valueOf(error), String.valueOf(example), events, sameCause, open);
    }
  }
}
