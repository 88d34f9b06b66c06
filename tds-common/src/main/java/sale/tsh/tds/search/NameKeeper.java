package sale.tsh.tds.search;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static sale.tsh.tds.persistence.SqlArrays.array;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Merges the labels that the intake has written down into the names of the records. To index a word
 * takes longer than to keep it, and many at once take less. So no webhook waits for it.
 */
public class NameKeeper {

  private static final int LABELS_AT_ONCE = 500;
  private static final int PAGES_OF_A_RUN = 4;

  /** Of one record, so many deliveries of a page give words, the newest. */
  private static final int DELIVERIES_AT_ONCE = 10;

  /** A record whose words go beyond this many loses its oldest ones. */
  private static final int MOST_WORDS = 200;

  /** A label that says what is known already needs no more. */
  private static final String TAKE =
      """
      with taken as (
        delete from tds_new_labels
         where ctid = any (array(select ctid from tds_new_labels limit :labels for update skip locked))
        returning *
      )
      select taken.*, known.said
        from taken
        left join tds_record_names known
               on known.entity_type = taken.entity_type and known.entity_id = taken.entity_id and known.words is not null
      """;

  /** A label that was committed late takes nothing from a newer one. */
  private static final String MERGE =
      """
      insert into tds_record_names as n (entity_type, entity_id, number, name, words, said, arrival)
      select entity_type, entity_id, number, name, array_to_tsvector(array_remove(string_to_array(words, ' '), '')), said, arrival
        from unnest(:kinds::text[], :ids::text[], :numbers::text[], :names::text[], :words::text[], :hashes::bigint[],
                    :arrivals::bigint[])
          as given (entity_type, entity_id, number, name, words, said, arrival)
       order by entity_type, entity_id
      on conflict (entity_type, entity_id) do update
         set number = case
               when excluded.arrival > n.arrival then coalesce(excluded.number, n.number)
               else coalesce(n.number, excluded.number) end,
             name = case
               when excluded.arrival > n.arrival then coalesce(excluded.name, n.name)
               else coalesce(n.name, excluded.name) end,
             words = case
               when n.words is null then excluded.words
               when length(n.words) < :most then n.words || excluded.words
               when excluded.arrival > n.arrival then excluded.words
               else n.words end,
             said = case when excluded.arrival > n.arrival then excluded.said else n.said end,
             arrival = greatest(excluded.arrival, n.arrival)
      """;

  /** An earlier release writes words here, and may run beside this one or after it. */
  private static final String MERGE_OF_EARLIER_RELEASE =
      """
      update tds_record_names
         set words = coalesce(words, '') || array_to_tsvector(array_remove(string_to_array(new_words, ' '), '')),
             new_words = null
       where (entity_type, entity_id) in
               (select entity_type, entity_id
                  from tds_record_names
                 where new_words is not null
                 order by arrival
                 limit :labels
                   for no key update skip locked)
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  public NameKeeper(JdbcClient jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /**
   * Merges at most {@value #PAGES_OF_A_RUN} pages of {@value #LABELS_AT_ONCE} labels, each in a
   * transaction. So a burst of webhooks is not slowed by its own names. They are merged after it.
   */
  public void runOnce() {
    jdbc.sql(MERGE_OF_EARLIER_RELEASE).param("labels", LABELS_AT_ONCE).update();
    for (int page = 0; page < PAGES_OF_A_RUN; page++) {
      if (Objects.requireNonNull(transactions.execute(status -> mergePage())) < LABELS_AT_ONCE) {
        return;
      }
    }
  }

  private int mergePage() {
    List<NewLabel> labels = take();
    List<MergedLabel> merged =
        labels.stream().collect(groupingBy(NewLabel::record)).values().stream()
            .filter(ofRecord -> ofRecord.stream().anyMatch(NewLabel::saysSomethingNew))
            .map(MergedLabel::of)
            .toList();
    if (!merged.isEmpty()) {
      merge(merged);
    }
    return labels.size();
  }

  private List<NewLabel> take() {
    return jdbc.sql(TAKE)
        .param("labels", LABELS_AT_ONCE)
        .query((row, number) ->
            new NewLabel(
                new NamedRecord(row.getString("entity_type"), row.getString("entity_id")),
                new RecordLabel(
                    row.getString("number"),
                    row.getString("name"),
                    row.getString("texts"),
                    row.getString("phones")),
                row.getLong("arrival"),
                row.getObject("said", Long.class)))
        .list();
  }

  private void merge(List<MergedLabel> labels) {
    jdbc.sql(MERGE)
        .param("kinds", array(labels, each -> each.record().kind()))
        .param("ids", array(labels, each -> each.record().id()))
        .param("numbers", array(labels, MergedLabel::number))
        .param("names", array(labels, MergedLabel::name))
        .param("words", array(labels, MergedLabel::words))
        .param("hashes", array(labels, each -> Long.toString(each.said())))
        .param("arrivals", array(labels, each -> Long.toString(each.arrival())))
        .param("most", MOST_WORDS)
        .update();
  }

  private record NamedRecord(String kind, String id) {}

  /**
   * What a delivery said.
   *
   * @param known the hash of what the record's deliveries said before; null if there was none
   */
  private record NewLabel(
      NamedRecord record, RecordLabel label, long arrival, @Nullable Long known) {

    boolean saysSomethingNew() {
      return known == null || label.hash() != known;
    }
  }

  /** What the deliveries of a record said together. */
  private record MergedLabel(
      NamedRecord record,
      @Nullable String number,
      @Nullable String name,
      String words,
      long said,
      long arrival) {

    static MergedLabel of(List<NewLabel> labels) {
      List<NewLabel> newestFirst =
          labels.stream().sorted(comparingLong(NewLabel::arrival).reversed()).toList();
      NewLabel newest = newestFirst.getFirst();
      return new MergedLabel(
          newest.record(),
          first(newestFirst, RecordLabel::number),
          first(newestFirst, RecordLabel::name),
          newestFirst.stream()
              .limit(DELIVERIES_AT_ONCE)
              .map(each -> each.label().words())
              .collect(joining(" ")),
          newest.label().hash(),
          newest.arrival());
    }

    private static @Nullable String first(
        List<NewLabel> labels, Function<RecordLabel, @Nullable String> part) {
      return labels.stream()
          .map(NewLabel::label)
          .map(part)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }
  }
}
