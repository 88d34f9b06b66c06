package sale.tsh.tds.bench.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import sale.tsh.tds.bench.measure.BenchProblem;
import sale.tsh.tds.bench.measure.Quantiles;
import sale.tsh.tds.bench.trial.Contender;
import sale.tsh.tds.bench.trial.Effort;
import sale.tsh.tds.bench.trial.SampleBody;
import sale.tsh.tds.bench.trial.Trial;

/**
 * What PostgreSQL can do by itself: our tables and SQL, without a program. Intake has one client
 * per caller, up to {@value #MOST_CLIENTS}. A drain has one client, which runs one batch after
 * another.
 */
public final class PlainSql implements Contender {

  private static final int MOST_CLIENTS = 32;
  private static final int BATCH = 500;

  /**
   * Inserts both rows of a delivery in one statement and one commit. Each delivery belongs to
   * another record.
   */
  private static final String DELIVERY =
      """
      with delivered as (
        insert into tds_inbox_events
          (id, event_id, path, content_type, headers, remote_address, body, body_size, entity_type, entity_id,
           operation, modified_time, content_hash, idempotency_key)
        select id, id, 'contacts', 'application/json', '{"Content-Type": "application/json"}', '127.0.0.1',
               '{body}', {size}, 'contact', id::text, 'updated', '2026-11-20T13:03:11Z',
               md5(id::text) || md5(id::text), replace(id::text, '-', '')
          from (select uuidv7() as id) fresh
        returning id, arrival, entity_id
      )
      insert into tds_sync_queue (id, delivery_id, arrival, event_type, entity_type, entity_id)
      select id, id, arrival, 'contact.updated', 'contact', entity_id from delivered;
      """;

  private static final String CLAIM =
      """
      with picked as materialized (
        select id from tds_sync_queue
         where status = 'pending' and not alone
         order by priority, arrival
         limit ?
           for no key update skip locked
      )
      update tds_sync_queue q
         set status = 'processing', started_at = now(), lease_owner = 'sql', lease_token = ?::uuid,
             lease_expires_at = now() + interval '30 s'
        from picked
       where q.id = picked.id
      """;

  private static final String MERGE_CONTACTS =
      """
      merged as (
        insert into zoho.contacts as m
          (contact_id, contact_name, company_name, contact_type, status, email, phone, payment_terms,
           payment_terms_label, credit_limit, outstanding_receivable_amount, currency_id, currency_code, notes,
           created_time, last_modified_time, version_time, version_arrival, event_id, changed_by, record)
        select entity_id, record ->> 'contact_name', record ->> 'company_name', record ->> 'contact_type',
               record ->> 'status', record ->> 'email', record ->> 'phone', (record ->> 'payment_terms')::numeric,
               record ->> 'payment_terms_label', (record ->> 'credit_limit')::numeric,
               (record ->> 'outstanding_receivable_amount')::numeric, record ->> 'currency_id',
               record ->> 'currency_code', record ->> 'notes', (record ->> 'created_time')::timestamptz,
               modified_time, modified_time, arrival, id, id, record
          from read
         order by entity_id
        on conflict (contact_id) do update
           set contact_name = excluded.contact_name, version_time = excluded.version_time,
               version_arrival = excluded.version_arrival, event_id = excluded.event_id,
               changed_by = excluded.changed_by, record = coalesce(m.record, '{}') || excluded.record
         where (excluded.version_time, excluded.version_arrival) > (m.version_time, m.version_arrival)
      )
      """;

  /** Lines that are as before are not written again. */
  private static final String MERGE_INVOICES =
      """
      merged as (
        insert into zoho.invoices as m
        select invoice.*
          from read,
               jsonb_populate_record(null::zoho.invoices, record || jsonb_build_object(
                 'version_time', modified_time, 'version_arrival', arrival, 'event_id', id, 'changed_by', id,
                 'record', record)) invoice
         order by entity_id
        on conflict (invoice_id) do update
           set {invoice}
         where (excluded.version_time, excluded.version_arrival) > (m.version_time, m.version_arrival)
      ), dropped as (
        delete from zoho.invoice_lines l
         using read
         where l.invoice_id = read.entity_id and l.position > jsonb_array_length(record -> 'line_items')
      ), lines as (
        insert into zoho.invoice_lines as l
        select line.*
          from read,
               jsonb_array_elements(record -> 'line_items') with ordinality a (item, position),
               jsonb_populate_record(null::zoho.invoice_lines, item || jsonb_build_object(
                 'invoice_id', entity_id, 'position', position)) line
        on conflict (invoice_id, position) do update
           set {line}
         where l is distinct from excluded
      )
      """;

  /** Reads what was claimed, merges it, and ends the events. */
  private static final String END =
      """
      with read as materialized (
        select q.id, q.arrival, q.entity_id, i.modified_time, i.body::jsonb -> '{kind}' as record
          from tds_sync_queue q
          join tds_inbox_events i on i.event_id = q.id
         where q.status = 'processing' and q.lease_token = ?::uuid
      ), {merge}, ended as (
        update tds_sync_queue q
           set status = 'completed', completed_at = clock_timestamp(), attempt_count = q.attempt_count + 1,
               lease_owner = null, lease_token = null, lease_expires_at = null
          from read
         where q.id = read.id
        returning q.id, q.event_type, q.entity_id, q.attempt_count
      ), processed as (
        update tds_inbox_events i
           set processed = true, processed_at = clock_timestamp()
          from read
         where i.event_id = read.id
      )
      insert into tds_sync_logs (queue_id, event_type, entity_id, created_at, attempt, outcome, duration_ms, worker)
      select id, event_type, entity_id, clock_timestamp(), attempt_count, 'applied', 1, 'sql' from ended
      """;

  private final Server server;
  private final Path directory;
  private final String version;

  /**
   * Creates the contender.
   *
   * @param directory the directory for its files
   * @param version the version of the jars, whose tables it uses
   */
  public PlainSql(Server server, Path directory, String version) {
    this.server = server;
    this.directory = directory;
    this.version = version;
  }

  @Override
  public String name() {
    return "SQL alone";
  }

  @Override
  public ContenderRole role() {
    return ContenderRole.SQL;
  }

  @Override
  public Set<Trial> trials() {
    return EnumSet.of(
        Trial.INTAKE_1,
        Trial.INTAKE_8,
        Trial.INTAKE_32,
        Trial.INTAKE_64,
        Trial.DRAIN_CONTACTS,
        Trial.DRAIN_INVOICES,
        Trial.DRAIN_UPDATES,
        Trial.COSTS);
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Map<String, Double> run(Trial trial, Effort effort) {
    Tables.empty(server);
    // Our worker may be running and must not claim these events.
    Tables.pause(server, SampleBody.CONTACT);
    Tables.pause(server, SampleBody.INVOICE);
    return switch (trial) {
      case INTAKE_1, INTAKE_8, INTAKE_32, INTAKE_64 ->
          intake(Math.min(trial.callers(), MOST_CLIENTS), effort.intake());
      case DRAIN_CONTACTS -> drain(SampleBody.CONTACT, effort.contacts());
      case DRAIN_INVOICES -> drain(SampleBody.INVOICE, effort.invoices());
      case DRAIN_UPDATES -> {
        drain(SampleBody.INVOICE, effort.invoices());
        yield drain(SampleBody.INVOICE_LATER, effort.invoices());
      }
      case COSTS -> costs();
      default -> throw new BenchProblem("Plain SQL knows no " + trial.text());
    };
  }

  @Override
  public void close() {
    // It holds nothing between runs.
  }

  private Map<String, Double> intake(int clients, Duration duration) {
    Path script = directory.resolve("delivery.sql");
    try {
      Files.writeString(
          script,
          DELIVERY
              .replace("{body}", SampleBody.CONTACT.template())
              .replace("{size}", Integer.toString(SampleBody.CONTACT.template().length()))
              .replace('\n', ' '));
    } catch (IOException e) {
      throw new BenchProblem("No file can be written to " + directory, e);
    }
    return new PgBench(server, directory).run(script, clients, duration);
  }

  private Map<String, Double> costs() {
    Wal wal = new Wal(server);
    intake(MOST_CLIENTS, Wal.INTAKE);
    int events = Tables.events(server);
    wal.note("intake", events);
    drainWaiting(SampleBody.CONTACT, events);
    wal.note("drain", events);
    return wal.figures();
  }

  private Map<String, Double> drain(SampleBody body, int events) {
    Tables.fill(server, body, events);
    return drainWaiting(body, events);
  }

  private Map<String, Double> drainWaiting(SampleBody body, int events) {
    String merge =
        body.equals(SampleBody.CONTACT)
            ? MERGE_CONTACTS
            : MERGE_INVOICES
                .replace("{invoice}", assignments("zoho.invoices"))
                .replace("{line}", assignments("zoho.invoice_lines"));
    String endAll = END.replace("{kind}", body.kind()).replace("{merge}", merge);
    long begin = System.nanoTime();
    int ended = 0;
    try (Connection connection = server.connect();
        PreparedStatement claim = connection.prepareStatement(CLAIM);
        PreparedStatement end = connection.prepareStatement(endAll)) {
      while (true) {
        String token = UUID.randomUUID().toString();
        claim.setInt(1, BATCH);
        claim.setString(2, token);
        if (claim.executeUpdate() == 0) {
          break;
        }
        end.setString(1, token);
        ended += end.executeUpdate();
      }
    } catch (SQLException e) {
      throw new BenchProblem("PostgreSQL refused a batch: " + e.getMessage(), e);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (ended != events) {
      throw new BenchProblem("Of %d events %d were completed".formatted(events, ended));
    }
    return Quantiles.rate(events, seconds);
  }

  /** Sets each column of a table to the value of the row that could not be inserted. */
  private String assignments(String table) {
    return server.text(
        """
        select string_agg(format('%1$I = excluded.%1$I', attname), ', ')
          from pg_attribute
         where attrelid = ?::regclass and attnum > 0 and not attisdropped
        """,
        table);
  }
}
