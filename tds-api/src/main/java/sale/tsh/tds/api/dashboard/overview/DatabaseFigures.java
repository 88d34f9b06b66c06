package sale.tsh.tds.api.dashboard.overview;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads table sizes and connection counts from PostgreSQL. */
@Component
class DatabaseFigures {

  private final JdbcClient jdbc;

  DatabaseFigures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The sizes of our tables, including indexes and out-of-line values, largest first. */
  List<DashboardMetrics.TableSize> tableSizes() {
    return jdbc.sql(
            """
            select name as table, pg_size_pretty(bytes) as size, bytes as size_bytes
              from (select case n.nspname when 'zoho' then 'zoho.' else '' end || c.relname as name,
                           pg_total_relation_size(c.oid) as bytes
                      from pg_class c
                      join pg_namespace n on n.oid = c.relnamespace
                     where c.relkind = 'r'
                       and (n.nspname = 'zoho' or n.nspname = current_schema() and c.relname ^@ 'tds_')) ours
             order by bytes desc, name
            """)
        .query((row, number) ->
            new DashboardMetrics.TableSize(
                row.getString("table"), row.getString("size"), row.getLong("size_bytes")))
        .list();
  }

  /** The number of connections to this database, counted as in docs/OPERATIONS.md, "Capacity". */
  int activeConnections() {
    return jdbc.sql("select count(*) from pg_stat_activity where datname = current_database()")
        .query(Integer.class)
        .single();
  }

  /** The server's limit of connections. */
  int maxConnections() {
    return jdbc.sql("select current_setting('max_connections')::integer")
        .query(Integer.class)
        .single();
  }
}
