package sale.tsh.tds.api.dashboard;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What PostgreSQL knows about itself. */
@Component
class DatabaseFigures {

  private final JdbcClient jdbc;

  DatabaseFigures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Our tables with their indexes and out-of-line values, biggest first. */
  List<Metrics.TableSize> tableSizes() {
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
        .query(
            (row, number) ->
                new Metrics.TableSize(
                    row.getString("table"), row.getString("size"), row.getLong("size_bytes")))
        .list();
  }

  /** The connections to this database, as the guide's query counts them. */
  int activeConnections() {
    return jdbc.sql("select count(*) from pg_stat_activity where datname = current_database()")
        .query(Integer.class)
        .single();
  }

  /** The most connections the server takes. */
  int maxConnections() {
    return jdbc.sql("select current_setting('max_connections')::integer")
        .query(Integer.class)
        .single();
  }
}
