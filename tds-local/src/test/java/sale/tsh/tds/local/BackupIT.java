package sale.tsh.tds.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code tds-backup}, and the operations guide's restore by the commands that stand there, on a
 * PostgreSQL of Debian's packages.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupIT {

  private static final Path SCRIPT = Path.of("../deploy/bin/tds-backup").toAbsolutePath();
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash\\n(.*?)^```");

  /** What a living system goes on writing, and what the backup itself does. */
  private static final List<String> MOVING =
      List.of("tds_workers", "tds_duty_leases", "tds_backups", "tds_minutes");

  private @TempDir Path backups;
  private @TempDir Path tools;
  private int version;
  private DebianPostgres server;
  private LocalSystem system;
  private int ids;

  @BeforeAll
  void start() {
    OptionalInt installed = DebianPostgres.newest();
    assumeThat(installed)
        .as("the programs of a PostgreSQL server below /usr/lib/postgresql")
        .isPresent();
    version = installed.getAsInt();
    server = DebianPostgres.start(version);
    system = start("tds");
  }

  @AfterAll
  void close() {
    if (system != null) {
      system.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void others() {
    server.jdbc("tds").sql("drop table if exists orders, tdsx").update();
    server.jdbc("tds").sql("drop function if exists stamp()").update();
    server
        .jdbc("tds")
        .sql(
            """
            create table orders as select n as id from generate_series(1, 3) n;
            create table tdsx (id int)
            """)
        .update();
  }

  @ParameterizedTest(name = "beside functions of others: {0}")
  @ValueSource(booleans = {false, true})
  void restoredIntoTheSameDatabaseItIsEqualAndWorksOn(boolean functionsOfOthers) {
    if (functionsOfOthers) {
      server
          .jdbc("tds")
          .sql(
              """
              create function stamp() returns trigger language plpgsql as 'begin return new; end';
              create trigger stamp before insert on orders for each row execute function stamp()
              """)
          .update();
    }
    String known = item();
    String event = completed(system, known);
    system.deliver("items", item().replace("12.50", "abc"));
    await().atMost(Duration.ofSeconds(30)).until(this::isSettled);
    backUp();
    Map<String, String> noted = contents("tds");
    String lost = item();
    completed(system, lost);

    system.api().stop();
    system.worker().stop();
    server.jdbc("tds").sql("truncate zoho.items, tds_inbox_events").update();
    List<String> restore = documentedRestore();
    Ended first = bash(restore.getFirst(), "tds");
    if (functionsOfOthers) {
      assertThat(first.status()).isNotZero();
      assertThat(first.text()).contains("function \"stamp\" already exists");
      first = bash(restore.getLast(), "tds");
    }
    assertThat(first.status()).as(first.text()).isZero();
    assertThat(contents("tds")).isEqualTo(noted);

    system.api().start();
    system.worker().start();
    worksOn(system, known, event);
    assertThat(completed(system, lost)).as("what came after the dump is news").isNotBlank();
    assertThat(count("orders")).isEqualTo(3);
  }

  @Test
  void restoredIntoAnEmptyDatabaseItIsEqualAndWorksOn() {
    String known = item();
    String event = completed(system, known);
    backUp();
    Map<String, String> noted = contents("tds");
    server.createDatabase("elsewhere");

    Ended restored = bash(documentedRestore().getFirst(), "elsewhere");
    assertThat(restored.status()).as(restored.text()).isZero();
    assertThat(contents("elsewhere")).isEqualTo(noted);
    assertThat(tables("elsewhere")).doesNotContain("orders", "tdsx");
    try (LocalSystem other = start("elsewhere")) {
      worksOn(other, known, event);
    }
  }

  @Test
  void eachIsRecordedWhereEveryProcessSeesIt() throws IOException {
    Path latest = backUp();

    assertThat(
            server
                .jdbc("tds")
                .sql("select file, bytes from tds_backups order by finished_at desc limit 1")
                .query((row, number) -> row.getString("file") + " " + row.getLong("bytes"))
                .single())
        .isEqualTo("%s %d".formatted(latest, Files.size(latest)));
    assertThat(latest.getFileName().toString()).matches("tds-\\d{8}T\\d{6}Z\\.backup");
  }

  @Test
  void aServerThatIsAwayLeavesTheLatestAsItWas() throws IOException {
    Path latest = backUp();
    String nobody = String.valueOf(FreePorts.of("PORT").get("PORT"));

    Ended ended =
        backup(Map.of("DATABASE_URL", server.databaseUrl("tds").replace(server.port(), nobody)));

    assertThat(ended.status()).isNotZero();
    assertThat(ended.text()).contains("tds at 127.0.0.1:%s does not answer".formatted(nobody));
    assertOnly(latest);
  }

  /** The server goes away in the middle, or the disk keeps only a part of the dump. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aDumpThatIsCutOffLeavesTheLatestAsItWas(int status) throws IOException {
    Path latest = backUp();
    Path fake = tool(version, "pg_dump");
    Files.writeString(
        fake,
        """
        #!/bin/bash
        [[ $1 != --version ]] || exec %1$s/pg_dump --version
        %1$s/pg_dump "$@"
        for each; do case $each in --file=*) truncate -s -900 "${each#--file=}" ;; esac; done
        exit %2$d
        """
            .formatted(server.programs(), status));
    Files.writeString(
        tool(version, "pg_restore"),
        "#!/bin/sh\nexec %s/pg_restore \"$@\"\n".formatted(server.programs()));

    Ended ended = backup(Map.of("POSTGRES_PROGRAMS", tools.toString()));

    assertThat(ended.status()).isNotZero();
    assertThat(ended.text()).contains("latest.backup is what it was");
    assertOnly(latest);
  }

  @Test
  void theOldGoWhenANewOneIsComplete() throws IOException {
    Path old = aged("tds-20260101T023000Z.backup", 15);
    Path younger = aged("tds-20260102T023000Z.backup", 13);
    Path other = aged("notes.backup", 300);

    assertThat(backup(Map.of("BACKUP_RETENTION_DAYS", "0")).status()).isZero();
    assertThat(old).exists();

    Path latest = backUp();
    assertThat(old).doesNotExist();
    assertThat(List.of(younger, other, latest)).allMatch(Files::exists);
  }

  @Test
  void aDumpToolThatIsTooOldIsRefusedWithThePackageThatIsNot() throws IOException {
    says(tool(version - 1, "pg_dump"), version - 1);

    Ended ended =
        backup(
            Map.of(
                "POSTGRES_PROGRAMS",
                tools.toString(),
                "PATH",
                tools.resolve(version - 1 + "/bin") + ":/usr/bin:/bin"));

    assertThat(ended.status()).isNotZero();
    assertThat(ended.text())
        .isEqualTo(
            "tds-backup: the server is PostgreSQL %1$d, and no pg_dump here is as new: apt install postgresql-client-%1$d\n"
                .formatted(version));
    assertThat(backups).isEmptyDirectory();
  }

  @Test
  void ofSeveralDumpToolsTheOldestThatWillDoIsTaken() throws IOException {
    for (int each : List.of(version - 1, version, version + 3)) {
      says(tool(each, "pg_dump"), each);
    }

    assertThat(bash(SCRIPT + " check", "tds", Map.of("POSTGRES_PROGRAMS", tools.toString())).text())
        .contains("is dumped by %s/%d/bin/pg_dump".formatted(tools, version));
  }

  @Test
  void ofSeveralServersTheOneThatTakesWritesIsDumped() {
    String nobody = String.valueOf(FreePorts.of("PORT").get("PORT"));
    String servers = "127.0.0.1:%s,127.0.0.1:%s".formatted(nobody, server.port());

    assertThat(
            backup(
                    Map.of(
                        "DATABASE_URL",
                        server.databaseUrl("tds").replace("127.0.0.1:" + server.port(), servers)
                            + "?sslmode=prefer"))
                .status())
        .isZero();
  }

  @Test
  void theParametersMayStandByThemselves() {
    Map<String, String> parts = new HashMap<>();
    parts.put("DATABASE_URL", "");
    parts.put("DATABASE_HOST", "127.0.0.1");
    parts.put("DATABASE_PORT", server.port());
    parts.put("DATABASE_NAME", "tds");
    parts.put("DATABASE_USER", "tds");
    parts.put("DATABASE_PASSWORD", DebianPostgres.PASSWORD);

    assertThat(backup(parts).status()).isZero();
  }

  private LocalSystem start(String database) {
    return LocalSystem.start(
        Map.of(
            "DATABASE_URL", server.databaseUrl(database),
            "RETRY_DELAYS", "20ms",
            "WORKER_POLL_INTERVAL", "50ms"));
  }

  private void worksOn(LocalSystem restored, String known, String event) {
    assertThat(eventOf(restored.deliver("items", known))).as("a duplicate").isEqualTo(event);
    completed(restored, item());
  }

  private String item() {
    return "{\"item\":{\"item_id\":\"b%d\",\"name\":\"Oil\",\"rate\":\"12.50\",\"last_modified_time\":\"2026-11-24T10:00:00Z\"}}"
        .formatted(++ids);
  }

  /** Sends it, awaits its completion, and returns the event's id. */
  private static String completed(LocalSystem where, String json) {
    HttpResponse<String> answer = where.deliver("items", json);
    assertThat(answer.statusCode()).isEqualTo(202);
    String event = eventOf(answer);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> where.get("/dashboard/events/" + event).body().contains("\"completed\""));
    return event;
  }

  private static String eventOf(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body()).get("event_id").asString();
  }

  /** Only now does nothing change any more. */
  private boolean isSettled() {
    return server
        .jdbc("tds")
        .sql(
            "select count(*) = 0 from tds_sync_queue where status not in ('completed', 'dead_letter')")
        .query(Boolean.class)
        .single();
  }

  private int count(String table) {
    return server.jdbc("tds").sql("select count(*) from " + table).query(Integer.class).single();
  }

  /** A backup that succeeds; returns what {@code latest.backup} names. */
  private Path backUp() {
    Ended ended = backup(Map.of());
    assertThat(ended.status()).as(ended.text()).isZero();
    try {
      return backups.resolve("latest.backup").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Ended backup(Map<String, String> settings) {
    return bash(SCRIPT.toString(), "tds", settings);
  }

  private void assertOnly(Path latest) throws IOException {
    assertThat(backups.resolve("latest.backup").toRealPath()).isEqualTo(latest);
    try (Stream<Path> files = Files.list(backups)) {
      assertThat(files).containsExactlyInAnyOrder(latest, backups.resolve("latest.backup"));
    }
  }

  private Path aged(String name, int days) throws IOException {
    Path file = Files.createFile(backups.resolve(name));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
    return file;
  }

  /** The place of a program of one version of PostgreSQL. */
  private Path tool(int version, String name) throws IOException {
    Path bin = Files.createDirectories(tools.resolve(version + "/bin"));
    Path tool = Files.createFile(bin.resolve(name));
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    return tool;
  }

  private static void says(Path tool, int version) throws IOException {
    Files.writeString(tool, "#!/bin/sh\necho 'pg_dump (PostgreSQL) %d.1'\n".formatted(version));
  }

  /** All of it; of others' functions, only ours. */
  private List<String> documentedRestore() {
    try {
      List<String> blocks =
          BLOCK
              .matcher(Files.readString(Path.of("../docs/OPERATIONS.md")))
              .results()
              .map(block -> block.group(1))
              .filter(block -> block.contains("pg_restore"))
              .map(block -> block.replace("/opt/backups", backups.toString()))
              .map(block -> block.replace("/tmp/ours", tools.resolve("ours").toString()))
              .toList();
      assertThat(blocks).hasSize(2);
      return blocks;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What each table holds and how it is made. */
  private Map<String, String> contents(String database) {
    JdbcClient jdbc = server.jdbc(database);
    Map<String, String> contents = new TreeMap<>();
    for (String table : tables(database)) {
      boolean ours = table.startsWith("tds_") || table.startsWith("zoho.");
      if (!ours || MOVING.contains(table)) {
        continue;
      }
      contents.put(
          table,
          jdbc.sql(
                  "select string_agg(row::text, E'\\n' order by row::text) from %s row"
                      .formatted(rows(table)))
              .query(String.class)
              .optional()
              .orElse(""));
    }
    assertThat(contents).containsKeys("tds_inbox_events", "tds_schema_history", "zoho.items");
    contents.put("what they are made of", String.join("\n", definitions(jdbc)));
    return contents;
  }

  /** The counts are sums, and a duty folds their rows at any time. */
  private static String rows(String table) {
    return switch (table) {
      case "tds_queue_counts" ->
          "(select status, sum(events) from tds_queue_counts group by 1 having sum(events) <> 0)";
      case "tds_attempt_counts" ->
          "(select period, failed, sum(attempts), sum(duration_ms) from tds_attempt_counts group by 1, 2)";
      default -> table;
    };
  }

  private List<String> tables(String database) {
    return server
        .jdbc(database)
        .sql(
            """
            select oid::regclass::text
              from pg_class
             where relkind = 'r' and relnamespace in ('public'::regnamespace, 'zoho'::regnamespace)
            """)
        .query((row, number) -> row.getString(1))
        .list();
  }

  private static List<String> definitions(JdbcClient jdbc) {
    return jdbc.sql(
            """
            with ours as (
              select oid
                from pg_class
               where relnamespace = 'zoho'::regnamespace
                  or relnamespace = 'public'::regnamespace and relname like 'tds\\_%')
            select definition
              from (
                select pg_get_indexdef(indexrelid) as definition from pg_index where indrelid in (select oid from ours)
                union all
                select conrelid::regclass || ' ' || pg_get_constraintdef(oid)
                  from pg_constraint
                 where conrelid in (select oid from ours)
                union all
                select pg_get_triggerdef(oid) from pg_trigger where tgrelid in (select oid from ours)
                union all
                select pg_get_functiondef(oid)
                  from pg_proc
                 where pronamespace = 'public'::regnamespace and proname like 'tds\\_%'
                union all
                select concat(attrelid::regclass, '.', attname, ' ', format_type(atttypid, atttypmod), attnotnull,
                              attidentity, attgenerated, attcompression, pg_get_expr(d.adbin, d.adrelid))
                  from pg_attribute a left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
                 where attrelid in (select oid from ours) and attnum > 0 and not attisdropped
                union all
                select objoid::regclass || ' ' || objsubid || ' ' || description
                  from pg_description
                 where classoid = 'pg_class'::regclass and objoid in (select oid from ours)
                union all
                select relname || ' ' || reloptions::text from pg_class where oid in (select oid from ours)) all_of_it
             where definition is not null
             order by definition
            """)
        .query((row, number) -> row.getString(1))
        .list();
  }

  private Ended bash(String command, String database) {
    return bash(command, database, Map.of());
  }

  /** With psql's variables for the database, and with the settings that a server's .env has. */
  private Ended bash(String command, String database, Map<String, String> more) {
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", command).redirectErrorStream(true);
    Map<String, String> environment = bash.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("DATABASE_"));
    if (!command.startsWith(SCRIPT.toString())) {
      environment.put("PGHOST", "127.0.0.1");
      environment.put("PGPORT", server.port());
      environment.put("PGDATABASE", database);
      environment.put("PGUSER", "tds");
      environment.put("PGPASSWORD", DebianPostgres.PASSWORD);
    }
    environment.put("PATH", server.programs() + ":" + environment.get("PATH"));
    environment.put("DATABASE_URL", server.databaseUrl(database));
    environment.put("BACKUP_DIRECTORY", backups.toString());
    environment.putAll(more);
    try {
      Process process = bash.start();
      String text = new String(process.getInputStream().readAllBytes(), UTF_8);
      Ended ended = new Ended(process.waitFor(), text);
      assertThat(text).doesNotContain(DebianPostgres.PASSWORD);
      return ended;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private record Ended(int status, String text) {}
}
