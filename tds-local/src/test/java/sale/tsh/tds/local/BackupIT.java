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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs {@code tds-backup}, and a restore by the commands of docs/OPERATIONS.md, "Data loss or
 * corruption", on a PostgreSQL of Debian's packages.
 */
@Tag("server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupIT {

  /** Only its definition is in a dump. */
  private static final String TOKENS = "public.tds_zoho_tokens";

  /** The script as a word of bash, since the checkout's path may have a space. */
  private static final String SCRIPT =
      "'%s'".formatted(Path.of("../deploy/bin/tds-backup").toAbsolutePath());

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash\\n(.*?)^```");

  /** Tables that a running system or the backup itself keeps changing. */
  private static final List<String> CHANGING =
      List.of(
          "tds_workers",
          "tds_duty_leases",
          "tds_backups",
          "tds_minutes",
          "tds_pulse",
          "tds_kind_pulses",
          "tds_kind_hours");

  /** Names that other applications may give to schemas and tables. */
  private static final List<String> NAMES =
      List.of(
          "x\n--dbname=host=127.0.0.1 port=1",
          "x\n--exclude-schema=zoho",
          "x\n--exclude-table=public.tds_*",
          "--exclude-schema=zoho",
          "a \"b' $(exit 1) `exit 1` \\",
          "*",
          "zoho*",
          "zoho\n",
          "zoho.items",
          "Zoho",
          "zohox",
          "zoh",
          "public ",
          "pub",
          "TDS_x",
          "tds",
          "t");

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
    Command migrated =
        JarCommand.run("tds-api", server.databaseUrl("tds", DebianPostgres.OWNER), "migrate");
    assertThat(migrated.succeeded()).as(migrated.output()).isTrue();
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
  void createTablesOfOthers() {
    server.jdbc("tds").sql("drop table if exists orders, tdsx").update();
    server.jdbc("tds").sql("drop schema if exists tds cascade").update();
    for (String name : NAMES) {
      server.jdbc("tds").sql("drop schema if exists %s cascade".formatted(quoted(name))).update();
      server.jdbc("tds").sql("drop table if exists public." + quoted(name)).update();
    }
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

  /** Lesson 20: a backup held the tds_ tables only and no records. */
  @ParameterizedTest(name = "with functions of other applications: {0}")
  @ValueSource(booleans = {false, true})
  void aRestoreIntoTheSameDatabaseIsEqualAndContinues(boolean functionsOfOthers) {
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
    await().atMost(Duration.ofMinutes(2)).until(this::isSettled);
    backUp();
    Map<String, String> expected = contents("tds");
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
    assertThat(contents("tds")).isEqualTo(expected);

    system.api().start();
    system.worker().start();
    requireItContinues(system, known, event);
    assertThat(completed(system, lost)).as("a delivery from after the dump is new").isNotBlank();
    assertThat(count("orders")).isEqualTo(3);
  }

  @Test
  void aRestoreIntoAnEmptyDatabaseIsEqualAndContinues() {
    String known = item();
    String event = completed(system, known);
    await().atMost(Duration.ofMinutes(2)).until(this::isSettled);
    backUp();
    Map<String, String> expected = contents("tds");
    server.createDatabase("elsewhere");

    Ended restored = bash(documentedRestore().getFirst(), "elsewhere");
    assertThat(restored.status()).as(restored.text()).isZero();
    assertThat(contents("elsewhere")).isEqualTo(expected);
    assertThat(tables("elsewhere")).doesNotContain("orders", "tdsx");
    try (LocalSystem other = start("elsewhere")) {
      requireItContinues(other, known, event);
    }
  }

  @Test
  void eachBackupIsRecordedInTheDatabase() throws IOException {
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

  /** The server goes away during the dump, or the disk keeps only a part of the dump. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aDumpThatIsCutOffLeavesTheLatestAsItWas(int status) throws IOException {
    Path latest = backUp();
    programs(
        """
        %s/pg_dump "$@"
        for each; do case $each in --file=*) truncate -s -900 "${each#--file=}" ;; esac; done
        exit %d
        """
            .formatted(server.programs(), status));

    Ended ended = backup(Map.of("POSTGRES_PROGRAMS", tools.toString()));

    assertThat(ended.status()).isNotZero();
    assertThat(ended.text()).contains("latest.backup is unchanged");
    assertOnly(latest);
  }

  /**
   * Names were once passed to {@code pg_dump} line by line. With some of them it connected
   * elsewhere or left out our tables.
   */
  @Test
  void theDumpHoldsOurTablesOnlyWhateverTheNamesOfOthers() {
    for (String name : NAMES) {
      server.jdbc("tds").sql("create schema " + quoted(name)).update();
      server.jdbc("tds").sql("create table %s.people (id int)".formatted(quoted(name))).update();
      server.jdbc("tds").sql("create table public.%s (id int)".formatted(quoted(name))).update();
    }

    Command list =
        Command.run(
            List.of(server.programs().resolve("pg_restore").toString(), "-l", backUp().toString()));

    assertThat(list.output().lines())
        .filteredOn(line -> line.contains(" TABLE DATA "))
        .map(line -> line.replaceFirst(".* TABLE DATA (public|zoho) (\\w+) tds_owner$", "$1.$2"))
        .containsExactlyInAnyOrderElementsOf(
            ours().stream().filter(table -> !table.equals(TOKENS)).toList());
    assertThat(list.output()).doesNotContain("people");
  }

  @Test
  void theDumpHoldsNoAccessToken() {
    server
        .jdbc("tds")
        .sql(
            "insert into tds_zoho_tokens (organization_id, access_token) values ('1', 'a-token-of-zoho')")
        .update();

    Command dump =
        Command.run(
            List.of(
                server.programs().resolve("pg_restore").toString(),
                "-f",
                "-",
                backUp().toString()));

    assertThat(dump.output()).contains("CREATE TABLE " + TOKENS).doesNotContain("a-token-of-zoho");
    server.jdbc("tds").sql("truncate tds_zoho_tokens").update();
  }

  @ParameterizedTest
  @CsvSource({
    "--exclude-table=zoho.items,               the dump lacks the table \"zoho.items\"",
    "--exclude-table-data=public.tds_sync_logs, the dump lacks the rows of \"public.tds_sync_logs\"",
    "--exclude-schema=zoho,                    the dump lacks the table \"zoho.",
    "--exclude-table=public.tds_*,             the dump lacks the table \"public.tds_",
    "--schema-only,                            the dump lacks the rows of "
  })
  void aDumpThatLacksATableIsRejected(String option, String said) throws IOException {
    Path latest = backUp();
    programs("%s/pg_dump \"$@\" '%s'".formatted(server.programs(), option));

    Ended ended = backup(Map.of("POSTGRES_PROGRAMS", tools.toString()));

    assertThat(ended.status()).isNotZero();
    assertThat(ended.text()).contains(said).contains("latest.backup is unchanged");
    assertOnly(latest);
  }

  /** The search path has the schema of the role's name before {@code public}. */
  @Test
  void aSchemaOfTheRolesNameHidesNothing() throws IOException {
    server
        .jdbc("tds")
        .sql(
            """
            create schema tds;
            grant usage on schema tds to public;
            create table tds.tds_backups (like public.tds_backups);
            grant all on tds.tds_backups to public;
            create function tds.never(name, name) returns boolean language sql as 'select false';
            create operator tds.~~ (leftarg = name, rightarg = name, function = tds.never)
            """)
        .update();
    backUp();
    assertThat(count("tds.tds_backups")).isZero();

    programs("%s/pg_dump \"$@\" --exclude-table=public.tds_sync_logs".formatted(server.programs()));
    assertThat(backup(Map.of("POSTGRES_PROGRAMS", tools.toString())).text())
        .contains("the dump lacks the table \"public.tds_sync_logs\"");
  }

  @Test
  void noPasswordIsAnArgument() throws IOException {
    programs("echo \"arguments: $*\"; exit 1");

    Ended ended = backup(Map.of("POSTGRES_PROGRAMS", tools.toString()));

    assertThat(ended.text())
        .contains("arguments: --format=custom")
        .doesNotContain(DebianPostgres.PASSWORD);
  }

  @Test
  void oldBackupsAreDeletedOnceANewOneIsComplete() throws IOException {
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
  void aDumpToolThatIsTooOldIsRefusedWithThePackageToInstall() throws IOException {
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
  void theOldestSuitableDumpToolIsUsed() throws IOException {
    for (int each : List.of(version - 1, version, version + 3)) {
      says(tool(each, "pg_dump"), each);
    }

    assertThat(bash(SCRIPT + " check", "tds", Map.of("POSTGRES_PROGRAMS", tools.toString())).text())
        .contains("is dumped by %s/%d/bin/pg_dump".formatted(tools, version));
  }

  @Test
  void theServerThatTakesWritesIsDumped() {
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
  void separateParametersMayReplaceTheUrl() {
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

  private void requireItContinues(LocalSystem restored, String known, String event) {
    assertThat(eventOf(restored.deliver("items", known))).as("a duplicate").isEqualTo(event);
    completed(restored, item());
  }

  private String item() {
    return "{\"item\":{\"item_id\":\"b%d\",\"name\":\"Oil\",\"rate\":\"12.50\",\"last_modified_time\":\"2026-11-24T10:00:00Z\"}}"
        .formatted(++ids);
  }

  /** Sends a delivery, waits for its completion and returns the id of the event. */
  private static String completed(LocalSystem where, String json) {
    HttpResponse<String> answer = where.deliver("items", json);
    assertThat(answer.statusCode()).isEqualTo(202);
    String event = eventOf(answer);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> where.get("/dashboard/events/" + event).body().contains("\"completed\""));
    return event;
  }

  private static String eventOf(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body()).get("event_id").asString();
  }

  /** Whether every event has ended and all names are merged, so that nothing changes any more. */
  private boolean isSettled() {
    return count("tds_sync_queue where status not in ('completed', 'dead_letter')") == 0
        && count("tds_new_labels") == 0;
  }

  private int count(String table) {
    return server.jdbc("tds").sql("select count(*) from " + table).query(Integer.class).single();
  }

  /** Makes a backup and returns the file that {@code latest.backup} names. */
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
    return bash(SCRIPT, "tds", settings);
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

  /** Creates an executable file for a program of one version of PostgreSQL. */
  private Path tool(int version, String name) throws IOException {
    Path bin = Files.createDirectories(tools.resolve(version + "/bin"));
    Path tool = Files.createFile(bin.resolve(name));
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    return tool;
  }

  /** Creates programs of the server's version. Their {@code pg_dump} runs the given script. */
  private void programs(String dump) throws IOException {
    Files.writeString(
        tool(version, "pg_dump"),
        "#!/bin/bash\n[[ $1 != --version ]] || exec %s/pg_dump --version\n%s"
            .formatted(server.programs(), dump));
    Files.writeString(
        tool(version, "pg_restore"),
        "#!/bin/sh\nexec %s/pg_restore \"$@\"\n".formatted(server.programs()));
  }

  private static void says(Path tool, int version) throws IOException {
    Files.writeString(tool, "#!/bin/sh\necho 'pg_dump (PostgreSQL) %d.1'\n".formatted(version));
  }

  /**
   * The two documented restores: of everything, and of our tables alone where other applications
   * have functions.
   */
  private List<String> documentedRestore() {
    try {
      List<String> blocks =
          BLOCK
              .matcher(Files.readString(Path.of("../docs/OPERATIONS.md")))
              .results()
              .map(block -> block.group(1))
              .filter(block -> block.contains("pg_restore"))
              .map(block -> block.replace("/opt/backups", backups.toString()))
              .toList();
      assertThat(blocks).hasSize(2);
      return blocks;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of each table, and the definitions of all tables. */
  private Map<String, String> contents(String database) {
    JdbcClient jdbc = server.jdbc(database);
    Map<String, String> contents = new TreeMap<>();
    for (String table : tables(database)) {
      boolean ours = table.startsWith("tds_") || table.startsWith("zoho.");
      if (!ours || CHANGING.contains(table)) {
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
    contents.put("definitions", String.join("\n", definitions(jdbc)));
    return contents;
  }

  /** Counts are compared as sums, because a maintenance task may merge their rows at any time. */
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

  /** Our tables, with their schemas. */
  private List<String> ours() {
    return tables("tds").stream()
        .filter(table -> table.startsWith("tds_") || table.startsWith("zoho."))
        .map(table -> table.startsWith("tds_") ? "public." + table : table)
        .toList();
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
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
                -- By name, since a dump has no gaps where columns were dropped.
                select concat(objoid::regclass, ' ', attname, ' ', description)
                  from pg_description left join pg_attribute on attrelid = objoid and attnum = objsubid and attnum > 0
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

  /**
   * Runs a command with psql's variables for the database and with the settings of a server's .env.
   */
  private Ended bash(String command, String database, Map<String, String> more) {
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", command).redirectErrorStream(true);
    Map<String, String> environment = bash.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("DATABASE_"));
    if (!command.startsWith(SCRIPT)) {
      environment.put("PGHOST", "127.0.0.1");
      environment.put("PGPORT", server.port());
      environment.put("PGDATABASE", database);
      environment.put("PGUSER", DebianPostgres.OWNER);
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
