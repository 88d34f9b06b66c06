package sale.tsh.tds.worker.reconcile;

import static sale.tsh.tds.persistence.SqlArrays.array;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.worker.zoho.ListRow;

/**
 * The records that are to be fetched, in a table. A record is in it once. A cursor may move as soon
 * as the changes behind it are here, so a process that dies forgets none.
 */
final class FetchList {

  private final JdbcClient jdbc;
  private final String organization;

  FetchList(JdbcClient jdbc, String organization) {
    this.jdbc = jdbc;
    this.organization = organization;
  }

  /**
   * A record to fetch.
   *
   * @param listed the record's time in the list
   * @param rowHash of the row in the list, see {@link MirrorComparison#hash}
   */
  record Fetch(
      Kind kind,
      String id,
      FetchReason reason,
      Optional<Instant> listed,
      Optional<String> rowHash,
      int tries) {

    static Fetch of(Kind kind, String id, FetchReason reason) {
      return new Fetch(kind, id, reason, Optional.empty(), Optional.empty(), 0);
    }

    /** The record of a row of the list. */
    static Fetch of(Kind kind, ListRow row, FetchReason reason) {
      return new Fetch(
          kind, row.id(), reason, row.modified(), Optional.of(MirrorComparison.hash(kind, row)), 0);
    }

    private static Fetch of(ResultSet row) throws SQLException {
      return new Fetch(
          KindCatalogue.kindOf(row.getString("kind")),
          row.getString("entity_id"),
          FetchReason.of(row.getString("reason")),
          Optional.ofNullable(row.getTimestamp("listed_time")).map(Timestamp::toInstant),
          Optional.ofNullable(row.getString("row_hash")),
          row.getInt("tries"));
    }
  }

  /**
   * Adds records. One that is in the list already keeps its place, or gets a more urgent one.
   *
   * @param due when they may be fetched; a webhook may bring them before
   */
  void add(List<Fetch> fetches, Instant now, Instant due) {
    if (fetches.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into tds_pull_fetches as f
              (organization_id, kind, entity_id, reason, priority, listed_time, row_hash, found_at, due_at)
            select :organization, new.kind, new.id, new.reason, new.priority, new.listed, new.hash, :now, :due
              from unnest(:kinds, :ids, :reasons, :priorities::smallint[], :listed::timestamptz[], :hashes)
                as new (kind, id, reason, priority, listed, hash)
             order by new.kind, new.id
            on conflict (organization_id, kind, entity_id) do update
               set reason = case when excluded.priority < f.priority then excluded.reason else f.reason end,
                   priority = least(excluded.priority, f.priority),
                   due_at = least(excluded.due_at, f.due_at),
                   held_back = f.held_back and excluded.reason = 'gone',
                   listed_time = greatest(excluded.listed_time, f.listed_time),
                   row_hash = coalesce(excluded.row_hash, f.row_hash)
            """)
        .param("organization", organization)
        .param("kinds", array(fetches, each -> each.kind().name()))
        .param("ids", array(fetches, Fetch::id))
        .param("reasons", array(fetches, each -> each.reason().text()))
        .param("priorities", array(fetches, each -> Integer.toString(each.reason().priority())))
        .param("listed", array(fetches, each -> each.listed().map(Instant::toString).orElse(null)))
        .param("hashes", array(fetches, each -> each.rowHash().orElse(null)))
        .param("now", Timestamp.from(now))
        .param("due", Timestamp.from(due))
        .update();
  }

  /**
   * The next records, all of one kind and reason. Empty if none is due. The most urgent and longest
   * due one says of which kind, and of this kind the newest records come first, since they are in
   * use.
   *
   * @param from the most urgent priority to look at
   * @param to the least urgent one
   * @param kinds whose records may be fetched now
   * @param most of how many records
   */
  List<Fetch> next(int from, int to, Set<String> kinds, Instant now, int most) {
    return jdbc.sql(
            """
            with turn as (
              select kind, reason from tds_pull_fetches
               where organization_id = :organization and not held_back and priority between :from and :to
                 and due_at <= :now and kind = any(:kinds)
               order by priority, due_at, found_at, kind, reason
               limit 1)
            select * from tds_pull_fetches
             where organization_id = :organization and not held_back
               and kind = (select kind from turn) and reason = (select reason from turn) and due_at <= :now
             order by listed_time desc nulls last, due_at, entity_id
             limit :most
            """)
        .param("organization", organization)
        .param("from", from)
        .param("to", to)
        .param("kinds", kinds.toArray(String[]::new))
        .param("now", Timestamp.from(now))
        .param("most", most)
        .query((row, number) -> Fetch.of(row))
        .list();
  }

  /** Puts a record off, because its fetch failed. */
  void putOff(Fetch fetch, String error, Instant due) {
    jdbc.sql(
            """
            update tds_pull_fetches set tries = tries + 1, last_error = :error, due_at = :due
             where organization_id = :organization and kind = :kind and entity_id = :id
            """)
        .param("error", error)
        .param("due", Timestamp.from(due))
        .param("organization", organization)
        .param("kind", fetch.kind().name())
        .param("id", fetch.id())
        .update();
  }

  /** Takes a record off the list, and notes that its row has been looked into. */
  void done(Fetch fetch) {
    jdbc.sql(
            """
            with fetched as (
              delete from tds_pull_fetches
               where organization_id = :organization and kind = :kind and entity_id = :id
              returning row_hash)
            update tds_pull_listed l
               set checked_hash = coalesce(fetched.row_hash, l.checked_hash), refused_hash = null
              from fetched
             where l.organization_id = :organization and l.kind = :kind and l.entity_id = :id
            """)
        .param("organization", organization)
        .param("kind", fetch.kind().name())
        .param("id", fetch.id())
        .update();
  }

  /**
   * Takes a record off the list that the inbox refused. The next sweep finds it again, and head
   * reads do as soon as it changes in Zoho.
   */
  void refused(Fetch fetch) {
    jdbc.sql(
            """
            with fetched as (
              delete from tds_pull_fetches
               where organization_id = :organization and kind = :kind and entity_id = :id
              returning coalesce(row_hash, '') as hash)
            insert into tds_pull_listed as l (organization_id, kind, entity_id, sweep, row_hash, refused_hash)
            select :organization, :kind, :id, 0, hash, hash from fetched
            on conflict (organization_id, kind, entity_id) do update
               set checked_hash = null, refused_hash = excluded.refused_hash
            """)
        .param("organization", organization)
        .param("kind", fetch.kind().name())
        .param("id", fetch.id())
        .update();
  }

  /** Those of the records that were refused here as their rows are now. */
  Set<String> alreadyRefused(List<Fetch> fetches) {
    return fetches.isEmpty()
        ? Set.of()
        : Set.copyOf(
            jdbc.sql(
                    """
                    select l.entity_id
                      from unnest(:kinds, :ids, :hashes) as found (kind, id, hash)
                      join tds_pull_listed l
                        on l.organization_id = :organization and l.kind = found.kind and l.entity_id = found.id
                     where l.refused_hash = found.hash
                    """)
                .param("organization", organization)
                .param("kinds", array(fetches, each -> each.kind().name()))
                .param("ids", array(fetches, Fetch::id))
                .param("hashes", array(fetches, each -> each.rowHash().orElse(null)))
                .query(String.class)
                .list());
  }

  /**
   * Notes what Zoho answered, for an operator who asked for the record.
   *
   * @param asked when the call began
   */
  void answered(Fetch fetch, PullAnswer answer, Instant asked) {
    if (fetch.reason() == FetchReason.BACKFILL) {
      return; // Nobody asked.
    }
    jdbc.sql(
            """
            update tds_pull_requests set answered_at = :asked, answer = :answer
             where action = 'pull' and kind = :kind and entity_id = :id
               and taken_at is not null and answered_at is null
            """)
        .param("asked", Timestamp.from(asked))
        .param("answer", answer.text())
        .param("kind", fetch.kind().name())
        .param("id", fetch.id())
        .update();
  }

  /** Changes what is asked about a record. */
  void ask(Fetch fetch, FetchReason reason) {
    jdbc.sql(
            """
            update tds_pull_fetches set reason = :reason, priority = :priority
             where organization_id = :organization and kind = :kind and entity_id = :id
            """)
        .param("reason", reason.text())
        .param("priority", reason.priority())
        .param("organization", organization)
        .param("kind", fetch.kind().name())
        .param("id", fetch.id())
        .update();
  }

  /**
   * How many deletions of a sweep are to be confirmed now. Some wait for an operator, and some
   * could not be confirmed in several tries.
   */
  int unconfirmed(Kind kind) {
    return jdbc.sql(
            """
            select count(*) from tds_pull_fetches
             where organization_id = :organization and kind = :kind and reason = 'gone' and not held_back
               and tries <= :tries
            """)
        .param("organization", organization)
        .param("kind", kind.name())
        .param("tries", RecordFetch.QUICK_TRIES)
        .query(Integer.class)
        .single();
  }

  /** Lets the deletions of a kind wait for an operator. */
  void holdBack(Kind kind) {
    jdbc.sql(
            """
            update tds_pull_fetches set held_back = true
             where organization_id = :organization and kind = :kind and reason = 'gone'
            """)
        .param("organization", organization)
        .param("kind", kind.name())
        .update();
  }

  /** Forgets the candidates for deletion that a list has again. */
  void removeGone(Kind kind, List<String> ids) {
    jdbc.sql(
            """
            delete from tds_pull_fetches
             where organization_id = :organization and kind = :kind and reason = 'gone'
               and entity_id = any(:ids)
            """)
        .param("organization", organization)
        .param("kind", kind.name())
        .param("ids", ids.toArray(String[]::new))
        .update();
  }

  /** Lets the held-back deletions of a kind go on. Returns how many there were. */
  int release(Kind kind, Instant now) {
    return jdbc.sql(
            """
            update tds_pull_fetches set held_back = false, due_at = :now
             where organization_id = :organization and kind = :kind and held_back
            """)
        .param("now", Timestamp.from(now))
        .param("organization", organization)
        .param("kind", kind.name())
        .update();
  }

  /**
   * Adds the records of a kind that the mirror knows to be incomplete, longest first. One that was
   * refused here waits for the next sweep.
   */
  int addStale(Kind kind, Duration patience, Instant now) {
    return jdbc.sql(
            """
            insert into tds_pull_fetches (organization_id, kind, entity_id, reason, priority, found_at, due_at)
            select :organization, :kind, m.%1$s, 'stale', :priority, :now, :now
              from zoho.%2$s m
             where m.stale_since is not null and m.deleted_at is null
               and m.stale_since <= now() - :patience * interval '1 ms'
               and not exists (
                 select from tds_pull_listed l
                  where l.organization_id = :organization and l.kind = :kind and l.entity_id = m.%1$s
                    and l.refused_hash is not null)
             order by m.stale_since
             limit 200
            on conflict (organization_id, kind, entity_id) do nothing
            """
                .formatted(kind.key(), kind.table()))
        .param("organization", organization)
        .param("kind", kind.name())
        .param("priority", FetchReason.STALE.priority())
        .param("now", Timestamp.from(now))
        .param("patience", patience.toMillis())
        .update();
  }
}
