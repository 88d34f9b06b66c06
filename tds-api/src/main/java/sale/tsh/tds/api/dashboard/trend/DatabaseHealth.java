package sale.tsh.tds.api.dashboard.trend;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what harms a queue in PostgreSQL: bloat, old snapshots and a lack of connections. */
@Component
class DatabaseHealth {

  private static final int MOST = 15;

  private final JdbcClient jdbc;

  DatabaseHealth(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Our tables, largest first. */
  List<TableHealth> tables() {
    return jdbc.sql(
            """
            select case schemaname when 'zoho' then 'zoho.' else '' end || relname as name,
                   pg_table_size(relid) as bytes, pg_indexes_size(relid) as index_bytes, n_live_tup, n_dead_tup,
                   greatest(last_vacuum, last_autovacuum) as vacuumed_at
              from pg_stat_user_tables
             where schemaname = 'zoho' or schemaname = current_schema() and relname ^@ 'tds_'
             order by pg_total_relation_size(relid) desc, name
             limit :most
            """)
        .param("most", MOST)
        .query((row, number) ->
            new TableHealth(
                row.getString("name"),
                row.getLong("bytes"),
                row.getLong("index_bytes"),
                row.getLong("n_live_tup"),
                row.getLong("n_dead_tup"),
                Optional.ofNullable(row.getTimestamp("vacuumed_at"))
                    .map(Timestamp::toInstant)
                    .orElse(null)))
        .list();
  }

  /** The connections, and how long the oldest snapshot has kept dead rows from being removed. */
  Sessions sessions() {
    return jdbc.sql(
            """
            select count(*) as connections, current_setting('max_connections')::integer as most,
                   count(*) filter (where state = 'active') as active,
                   count(*) filter (where state ^@ 'idle in transaction') as idle_in_transaction,
                   coalesce(max(extract(epoch from now() - xact_start))
                     filter (where backend_xmin is not null and pid <> pg_backend_pid()), 0) as oldest_snapshot
              from pg_stat_activity
             where datname = current_database()
            """)
        .query(Sessions.class)
        .single();
  }

  /**
   * A table.
   *
   * @param bytes its size with out-of-line values, without indexes
   * @param deadRows PostgreSQL's own estimate, as is {@code liveRows}
   */
  record TableHealth(
      String name,
      long bytes,
      long indexBytes,
      long liveRows,
      long deadRows,
      @Nullable Instant vacuumedAt) {}

  /**
   * The connections to this database.
   *
   * @param most the server's limit of connections, over all databases
   * @param oldestSnapshot the age in seconds of the oldest transaction that holds a snapshot.
   *     Transactions of other roles count only if our role may read all statistics
   */
  record Sessions(
      int connections, int most, int active, int idleInTransaction, double oldestSnapshot) {}
}
