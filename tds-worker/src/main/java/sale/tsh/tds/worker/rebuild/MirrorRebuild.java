package sale.tsh.tds.worker.rebuild;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.MirrorColumn;
import sale.tsh.tds.persistence.LockConflict;
import sale.tsh.tds.persistence.SqlArrays;
import sale.tsh.tds.search.NameColumns;
import sale.tsh.tds.worker.mirror.Mirror;

/**
 * Rebuilds each kind whose definition has changed since its last rebuild, beside running workers. A
 * row of {@code tds_rebuilds} holds the position, so the next run goes on where this one ended.
 */
public final class MirrorRebuild {

  private static final Logger log = LoggerFactory.getLogger(MirrorRebuild.class);

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Mirror mirror;
  private final Duration longestRun;
  private boolean planned;

  /**
   * @param longestRun after which a run begins no further page
   */
  public MirrorRebuild(
      JdbcClient jdbc, TransactionTemplate transactions, Mirror mirror, Duration longestRun) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.mirror = mirror;
    this.longestRun = longestRun;
  }

  /**
   * Plans what is due, once in this process, and then rebuilds until all is done or time is up. The
   * failure of a kind is thrown after the other kinds had their turn.
   */
  public void runOnce() {
    if (!planned) {
      plan();
      planned = true;
    }
    long end = System.nanoTime() + longestRun.toNanos();
    List<String> due = due();
    List<DataAccessException> failures = new ArrayList<>();
    for (Kind kind : KindCatalogue.kinds()) {
      if (due.contains(kind.name())) {
        try {
          rebuildUntil(end, kind);
        } catch (DataAccessException e) {
          failures.add(e);
        }
      }
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  private void rebuildUntil(long end, Kind kind) {
    KindRebuild rebuild = new KindRebuild(kind, jdbc, mirror);
    String definition = definition(kind);
    while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
      long begin = System.nanoTime();
      if (!rebuildPage(kind, definition, rebuild)) {
        return;
      }
      // Leaves at least half of the time to the handlers.
      LockSupport.parkNanos(System.nanoTime() - begin);
    }
  }

  /** The kinds whose rebuild is not finished. */
  private List<String> due() {
    return jdbc.sql("select entity_type from tds_rebuilds where finished_at is null")
        .query((row, number) -> row.getString(1))
        .list();
  }

  /**
   * Starts with each kind whose definition is not the one of its last rebuild. Only at the start of
   * a process, so that an older process does not do so during an upgrade.
   */
  private void plan() {
    List<Kind> kinds = KindCatalogue.kinds();
    jdbc.sql(
            """
            insert into tds_rebuilds as r (entity_type, definition)
            select * from unnest(:kinds, :definitions)
            on conflict (entity_type) do update
               set definition = excluded.definition, position = '', examined = 0, changed = 0, unreadable = 0,
                   started_at = now(), finished_at = null
             where r.definition <> excluded.definition
            """)
        .param("kinds", SqlArrays.array(kinds, Kind::name))
        .param("definitions", SqlArrays.array(kinds, MirrorRebuild::definition))
        .update();
  }

  /** Rebuilds the next page of a kind. Returns whether there may be more. */
  private boolean rebuildPage(Kind kind, String definition, KindRebuild rebuild) {
    try {
      return Boolean.TRUE.equals(
          transactions.execute(status ->
              lockPosition(kind, definition)
                  .map(rebuild::rebuild)
                  .filter(page -> advance(kind, page))
                  .isPresent()));
    } catch (DataAccessException e) {
      if (LockConflict.causedBy(e)) {
        return true;
      }
      throw e;
    }
  }

  private Optional<String> lockPosition(Kind kind, String definition) {
    return jdbc.sql(
            """
            select position from tds_rebuilds
             where entity_type = :kind and definition = :definition and finished_at is null
               for no key update skip locked
            """)
        .param("kind", kind.name())
        .param("definition", definition)
        .query(String.class)
        .optional();
  }

  /** Moves the position behind the page. Returns whether there may be more pages. */
  private boolean advance(Kind kind, RebuiltPage page) {
    jdbc.sql(
            """
            update tds_rebuilds
               set position = coalesce(:lastKey, position), examined = examined + :rows, changed = changed + :changed,
                   unreadable = unreadable + :unreadable,
                   finished_at = case when :lastKey::text is null then clock_timestamp() end
             where entity_type = :kind
            returning examined, changed, unreadable, finished_at is not null as finished
            """)
        .param("lastKey", page.lastKey())
        .param("rows", page.rows())
        .param("changed", page.differing().size())
        .param("unreadable", page.unreadable())
        .param("kind", kind.name())
        .query(row -> {
          if (row.getBoolean("finished") && row.getLong("examined") > 0) {
            log.info(
                "Rebuilt {} of {} {} rows; {} could not be read and stay as they are",
                row.getLong("changed"),
                row.getLong("examined"),
                kind.name(),
                row.getLong("unreadable"));
          }
        });
    return page.lastKey() != null;
  }

  /** A hash of everything that decides which columns, lines and words a record gives. */
  static String definition(Kind kind) {
    Stream<MirrorColumn> lineColumns =
        kind.lineTable().stream().flatMap(lines -> lines.columns().stream());
    String text =
        Stream.of(
                kind.columns().stream().map(MirrorRebuild::definition),
                kind.lineTable().stream()
                    .map(lines -> lines.table() + lines.keys() + lines.flatKeys()),
                lineColumns.map(MirrorRebuild::definition),
                Stream.of("words", NameColumns.of(kind).toString()))
            .flatMap(Function.identity())
            .collect(Collectors.joining("\n"));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String definition(MirrorColumn column) {
    return "%s %s %s %s".formatted(column.name(), column.type(), column.keys(), column.nested());
  }
}
