package sale.tsh.tds.bench.peer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import sale.tsh.tds.bench.measure.BenchProblem;

/** The table to which the jobs of other queues write, one row per job, similar to ours. */
final class PeerTables {

  static final String TABLE =
      """
      create table if not exists contacts (
        contact_id text primary key,
        contact_name text,
        company_name text,
        status text,
        email text,
        phone text,
        last_modified_time timestamptz not null,
        record jsonb not null
      )
      """;

  /** Its parameter is a contact as text. */
  static final String UPSERT =
      """
      insert into contacts as m
        (contact_id, contact_name, company_name, status, email, phone, last_modified_time, record)
      select c ->> 'contact_id', c ->> 'contact_name', c ->> 'company_name', c ->> 'status', c ->> 'email',
             c ->> 'phone', (c ->> 'last_modified_time')::timestamptz, c
        from (select $1::text::jsonb -> 'contact' as c) given
      on conflict (contact_id) do update
         set contact_name = excluded.contact_name, company_name = excluded.company_name,
             status = excluded.status, email = excluded.email, phone = excluded.phone,
             last_modified_time = excluded.last_modified_time, record = excluded.record
       where excluded.last_modified_time >= m.last_modified_time
      """;

  private static final String JDBC_UPSERT = UPSERT.replace("$1", "?");

  private PeerTables() {}

  /** Does the job. */
  static void apply(DataSource database, String contact) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(JDBC_UPSERT)) {
      statement.setString(1, contact);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new BenchProblem("PostgreSQL refused a contact: " + e.getMessage(), e);
    }
  }
}
