package sale.tsh.tds.api.dashboard.search;

import static sale.tsh.tds.persistence.SqlArrays.array;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sale.tsh.tds.api.dashboard.record.RecordName;
import sale.tsh.tds.api.dashboard.record.RecordNames;
import sale.tsh.tds.api.dashboard.search.SearchAnswer.FoundEvent;
import sale.tsh.tds.api.dashboard.search.SearchAnswer.FoundRecord;
import sale.tsh.tds.search.SearchQuery;

/**
 * Finds records by their words and events by their ids. The cost is bounded, whatever is asked: it
 * ranks at most two thousand records. Call it in a transaction.
 */
@Component
class SearchReader {

  /** The most records and the most events of an answer. */
  static final int MOST = 20;

  /** The most records that are ranked. */
  static final int RANKED = 2_000;

  private static final int EVENTS_OF_A_RECORD = 5;

  /** Kinds whose records others refer to. A name in a question means these first. */
  private static final List<String> NAMED = List.of("contact", "contact_person", "item", "user");

  private static final String RECORDS =
      """
      with whole as materialized (
        select entity_type, entity_id, arrival from tds_record_names where words @@ :exact::tsquery limit :ranked
      ), partly as materialized (
        select entity_type, entity_id, arrival from tds_record_names where words @@ :partial::tsquery limit :ranked
      )
      select entity_type, entity_id
        from (select *, true as is_whole from whole union all select *, false from partly) found
       group by entity_type, entity_id
       order by bool_or(is_whole) desc, entity_type = any(:named) desc, max(arrival) desc
       limit :most
      """;

  private static final String EVENTS_OF_RECORDS =
      """
      select i.event_id as id, i.entity_type, i.entity_id, i.operation, i.refusal, i.received_at, q.status, q.error_message
        from unnest(:kinds::text[], :ids::text[]) as asked (entity_type, entity_id)
       cross join lateral (
         select *
           from tds_inbox_events
          where entity_type = asked.entity_type and entity_id = asked.entity_id and event_id is not null
          order by arrival desc
          limit :each) i
        left join tds_sync_queue q on q.id = i.event_id
       order by i.arrival desc
      """;

  /** An event has its delivery's id, or after a redrive that of its dead letter. */
  private static final String EVENTS_BY_ID =
      """
      with found as (
        (select id as delivery_id, event_id
           from tds_inbox_events where id between :from and :to order by id desc limit :most)
        union all
        (select delivery_id, id from tds_sync_queue where id between :from and :to order by id desc limit :most)
        union all
        (select delivery_id, id from tds_dead_letter_queue where id between :from and :to order by id desc limit :most)
        union all
        (select delivery_id, original_queue_id
           from tds_dead_letter_queue where original_queue_id between :from and :to
          order by original_queue_id desc limit :most)
      ), deliveries as (
        select delivery_id, (array_agg(event_id))[1] as event_id from found group by delivery_id
      )
      select coalesce(i.event_id, d.event_id, d.delivery_id) as id,
             coalesce(i.entity_type, q.entity_type) as entity_type, coalesce(i.entity_id, q.entity_id) as entity_id,
             coalesce(i.operation, substring(q.event_type from '[^.]*$')) as operation, i.refusal,
             coalesce(i.received_at, q.received_at, q.queued_at) as received_at, q.status, q.error_message
        from deliveries d
        left join tds_inbox_events i on i.id = d.delivery_id
        left join tds_sync_queue q on q.id = coalesce(i.event_id, d.event_id)
       where i.id is not null or q.id is not null
       order by received_at desc
       limit :most
      """;

  private final JdbcClient jdbc;
  private final RecordNames names;

  SearchReader(JdbcClient jdbc, RecordNames names) {
    this.jdbc = jdbc;
    this.names = names;
  }

  /** Finds what a question is about. */
  SearchAnswer find(String question) {
    List<String> keys = SearchQuery.of(question).map(this::recordKeys).orElse(List.of());
    List<String> listed = keys.subList(0, Math.min(keys.size(), MOST));
    List<FoundEvent> ofRecords = listed.isEmpty() ? List.of() : eventsOf(listed);
    List<FoundEvent> events =
        Stream.concat(
                IdRange.of(question).stream().flatMap(range -> eventsById(range).stream()),
                ofRecords.stream())
            .distinct()
            .limit(MOST)
            .toList();
    Map<String, RecordName> named =
        names.of(
            Stream.concat(listed.stream(), events.stream().map(FoundEvent::key))
                .filter(key -> !key.isEmpty())
                .toList());
    return new SearchAnswer(
        keys.size() > MOST,
        listed.stream().map(key -> record(key, named.get(key), ofRecords)).toList(),
        events.stream().map(event -> event.named(named.get(event.key()))).toList());
  }

  /** The keys of the records that match, one more than are listed. */
  private List<String> recordKeys(SearchQuery query) {
    // The planner takes the beginning of a number for a common word, and would scan the table.
    scans("off");
    List<String> keys = matching(query);
    // The names of the records are read from a table without an index.
    scans("on");
    return keys;
  }

  private void scans(String setting) {
    jdbc.sql("select set_config('enable_seqscan', :setting, true)")
        .param("setting", setting)
        .query()
        .singleRow();
  }

  private List<String> matching(SearchQuery query) {
    return jdbc.sql(RECORDS)
        .param("exact", query.exact())
        .param("partial", query.partial())
        .param("ranked", RANKED)
        .param("named", NAMED.toArray(String[]::new))
        .param("most", MOST + 1)
        .query((row, number) ->
            RecordNames.keyOf(row.getString("entity_type"), row.getString("entity_id")))
        .list();
  }

  private List<FoundEvent> eventsOf(List<String> keys) {
    return jdbc.sql(EVENTS_OF_RECORDS)
        .param("kinds", array(keys, key -> key.split(" ", 2)[0]))
        .param("ids", array(keys, key -> key.split(" ", 2)[1]))
        .param("each", EVENTS_OF_A_RECORD)
        .query(SearchReader::event)
        .list();
  }

  private List<FoundEvent> eventsById(IdRange range) {
    return jdbc.sql(EVENTS_BY_ID)
        .param("from", range.from())
        .param("to", range.to())
        .param("most", MOST)
        .query(SearchReader::event)
        .list();
  }

  private static FoundRecord record(
      String key, @Nullable RecordName name, List<FoundEvent> newestFirst) {
    String[] parts = key.split(" ", 2);
    return new FoundRecord(
        parts[0],
        parts[1],
        name == null ? null : name.number(),
        name == null ? null : name.name(),
        newestFirst.stream().filter(event -> event.key().equals(key)).findFirst().orElse(null));
  }

  private static FoundEvent event(ResultSet row, int number) throws SQLException {
    return new FoundEvent(
        row.getObject("id", UUID.class),
        row.getString("entity_type"),
        row.getString("entity_id"),
        row.getString("operation"),
        null,
        null,
        row.getString("status"),
        row.getString("refusal"),
        row.getTimestamp("received_at").toInstant(),
        row.getString("error_message"));
  }
}
