package sale.tsh.tds.search;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Indexes the words that the intake has written down. To index a word takes longer than to keep it,
 * and many at once take less. So no webhook waits for it.
 */
public class NameKeeper {

  /** A delivery of the same record waits until such a statement is done. */
  private static final int RECORDS_AT_ONCE = 500;

  /** A record whose words go beyond this many loses its oldest ones. */
  private static final int MOST_WORDS = 200;

  /** Leaves out records that an intake is about to change. The next run takes them. */
  private static final String INDEX =
      """
      with taken as materialized (
        select entity_type, entity_id, array_to_tsvector(string_to_array(new_words, ' ')) as words
          from tds_record_names
         where new_words is not null
         order by arrival
         limit :most
           for no key update skip locked
      )
      update tds_record_names n
         set words = case
               when length(n.words) < :words then n.words || taken.words
               else taken.words end,
             new_words = null
        from taken
       where n.entity_type = taken.entity_type and n.entity_id = taken.entity_id
      """;

  private final JdbcClient jdbc;

  public NameKeeper(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Indexes all words that are new. Each statement is a transaction. */
  public void runOnce() {
    int indexed;
    do {
      indexed = jdbc.sql(INDEX).param("most", RECORDS_AT_ONCE).param("words", MOST_WORDS).update();
    } while (indexed == RECORDS_AT_ONCE);
  }
}
