package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.testing.TestDatabase;

/** Checks what the three roles of {@code deploy/database} can do and what they cannot. */
@Tag("server")
@EnabledIf(value = "hasPsql", disabledReason = "needs psql")
class LeastPrivilegeIT {

  private static final String OWNER = "tds_owner_" + ProcessHandle.current().pid();
  private static final String SERVICE = "tds_service_" + ProcessHandle.current().pid();
  private static final String READER = "tds_reader_" + ProcessHandle.current().pid();
  private static final String REPORTS = "tds_reports_" + ProcessHandle.current().pid();

  private final TestDatabase database = TestDatabase.empty();
  private final JdbcClient superuser = database.jdbc();

  static boolean hasPsql() {
    return Command.run(List.of("bash", "-c", "command -v psql")).succeeded();
  }

  @AfterEach
  void drop() {
    database.close();
    administer(
        "drop role if exists " + SERVICE,
        "drop role if exists " + REPORTS,
        "drop role if exists " + READER,
        "drop role if exists " + OWNER);
  }

  @Test
  void theServiceRoleOfANewDatabaseIsEnoughAndCanDoNothingElse() {
    administer("drop database " + name());
    createOrRepair();
    assertThat(migrateAs(OWNER).output()).contains("migration(s) were applied");
    requireServicesWork();
    requireServiceRoleCanDoNothingElse();
    requireReaderReadsTheMirrorAndNothingElse();
  }

  /**
   * An earlier installer made the services' role the owner, which could drop the whole database.
   */
  @Test
  void aDatabaseOfTheServiceRoleMovesToTheOwner() {
    administer(
        "drop database " + name(),
        "create role %s login password 'a-password'".formatted(SERVICE),
        "create database %s owner %s".formatted(name(), SERVICE));
    assertThat(migrateAs(SERVICE).output()).contains("migration(s) were applied");
    createOrRepair();
    createOrRepair();
    assertThat(migrateAs(OWNER).output()).contains("0 migration(s) were applied");
    requireServicesWork();
    requireServiceRoleCanDoNothingElse();
    requireReaderReadsTheMirrorAndNothingElse();
  }

  @Test
  void aDatabaseOfAnotherRoleIsRepairedToo() {
    assertThat(migrateAs("postgres").output()).contains("migration(s) were applied");
    superuser
        .sql("create function tds_others() returns int security definer language sql as 'select 1'")
        .update();
    superuser
        .sql(
            """
            create function seize(name, name) returns boolean language plpgsql
              as $$ begin raise exception 'run as %', current_user; end $$;
            create operator ~~ (leftarg = name, rightarg = name, function = seize)
            """)
        .update();
    createOrRepair();
    assertThat(migrateAs(OWNER).output()).contains("0 migration(s) were applied");
    requireServiceRoleCanDoNothingElse();
    assertThat(
            superuser
                .sql("select proowner::regrole::text from pg_proc where proname = 'tds_others'")
                .query(String.class)
                .single())
        .as("a function that runs with the rights of its owner keeps that owner")
        .isNotEqualTo(OWNER);
  }

  /** Behind a pooler no process sets it. */
  @Test
  void theServiceRoleMayNotIdleInATransactionUnlessAnAdministratorSaysHowLong() {
    createOrRepair();
    assertThat(idleLimit()).isEqualTo("30s");
    administer(
        "alter role %s in database %s set idle_in_transaction_session_timeout = '7s'"
            .formatted(SERVICE, name()));
    createOrRepair();
    assertThat(idleLimit()).isEqualTo("7s");
  }

  private String idleLimit() {
    return psql(SERVICE, "-At", "-c", "show idle_in_transaction_session_timeout").output().strip();
  }

  @Test
  void theReaderIsARoleOfItsOwn() {
    createOrRepair();
    Command refused =
        InstalledDatabase.create(ofServer(), name(), OWNER, SERVICE, SERVICE, "a-password");
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.output())
        .contains(
            "The reader must be a role of its own, but \"%s\" has more to do".formatted(SERVICE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alter role SERVICE superuser | alter role SERVICE nosuperuser",
        "alter role SERVICE createdb | alter role SERVICE nosuperuser nocreaterole nocreatedb",
        "grant OWNER to SERVICE | revoke OWNER from SERVICE",
        "grant create on schema public to public | revoke create on schema public from public",
        "grant create on database NAME to public | revoke create on database NAME from public"
      })
  void aFurtherRightIsNamedAndNothingIsChanged(String given, String remedy) {
    createOrRepair();
    superuser.sql(withNames(given)).update();
    superuser.sql("create table tds_more (id int)").update();

    Command refused = create();

    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.output())
        .contains("The role \"%s\" can do more than read and write rows".formatted(SERVICE))
        .contains(withNames(remedy));
    assertThat(
            superuser
                .sql("select has_table_privilege('%s', 'tds_more', 'select')".formatted(OWNER))
                .query(Boolean.class)
                .single())
        .isFalse();
  }

  private void requireServicesWork() {
    try (LocalSystem system =
        LocalSystem.start(Map.of("DATABASE_URL", urlOf(SERVICE), "WORKER_POLL_INTERVAL", "50ms"))) {
      assertThat(system.deliver("items", "{\"item\":{\"item_id\":\"1\"}}").statusCode())
          .isEqualTo(202);
      assertThat(system.deliver("items", "{\"item\":{\"item_id\":\"1\",\"rate\":1}}").statusCode())
          .isEqualTo(202);
      await().until(() -> count("tds_sync_queue where status = 'completed'") == 2);
      assertThat(system.get("/dashboard/metrics").statusCode()).isEqualTo(200);
      assertThat(count("zoho.items")).isOne();
      Command verify = jar("tds-worker", SERVICE, "verify");
      assertThat(verify.output()).containsPattern("All \\d+ hold\\.");
      assertThat(verify.exitStatus()).isZero();
    }
  }

  private void requireServiceRoleCanDoNothingElse() {
    superuser.sql("create schema other").update();
    superuser.sql("create table other.people (name text)").update();
    superuser.sql("create table public.payroll (name text)").update();
    for (String forbidden :
        List.of(
            "drop table tds_sync_queue",
            "drop table tds_audit_trail",
            "drop schema zoho cascade",
            "drop schema public cascade",
            "drop function tds_count_events() cascade",
            "truncate tds_inbox_events",
            "alter table tds_sync_queue add column more text",
            "alter table tds_sync_queue disable trigger all",
            "create table public.more (name text)",
            "create table zoho.more (name text)",
            "create schema more",
            "create function more() returns int language sql as 'select 1'",
            "create type more as enum ()",
            "alter database %s set search_path = zoho".formatted(name()),
            "set role " + OWNER,
            "select name from other.people",
            "select name from public.payroll",
            "create role more",
            "copy tds_sync_queue to program 'cat'")) {
      Command psql = psql(SERVICE, "-c", forbidden);
      assertThat(psql.succeeded()).as(forbidden).isFalse();
      assertThat(psql.output()).as(forbidden).containsAnyOf("permission denied", "must be owner");
    }
  }

  private void requireReaderReadsTheMirrorAndNothingElse() {
    administer("create role %s login password 'a-password' in role %s".formatted(REPORTS, READER));
    Command later =
        psql(
            OWNER,
            "-c",
            "create table zoho.later (id int); create view zoho.later_view as select id from zoho.later");
    assertThat(later.succeeded()).as(later.output()).isTrue();
    for (String allowed :
        List.of(
            "select item_id, rate from zoho.items",
            "select value, zoho.number_of(value) from zoho.custom_fields where id = '1'",
            "select id from zoho.later",
            "select id from zoho.later_view")) {
      Command psql = psql(REPORTS, "-c", allowed);
      assertThat(psql.succeeded()).as(psql.output()).isTrue();
    }
    assertThat(psql(REPORTS, "-At", "-c", "select count(*) from zoho.items").output().strip())
        .isEqualTo("1");
    for (String forbidden :
        List.of(
            "select count(*) from tds_inbox_events",
            "select count(*) from tds_sync_queue",
            "select count(*) from tds_schema_history",
            "insert into zoho.later values (1)",
            "update zoho.items set rate = 0",
            "delete from zoho.items",
            "truncate zoho.items",
            "alter table zoho.items add column more text",
            "drop view zoho.custom_fields",
            "create table zoho.more (name text)",
            "create table public.more (name text)",
            "select name from public.payroll",
            "set role " + OWNER,
            "set role " + SERVICE)) {
      Command psql = psql(REPORTS, "-c", forbidden);
      assertThat(psql.succeeded()).as(forbidden).isFalse();
      assertThat(psql.output()).as(forbidden).containsAnyOf("permission denied", "must be owner");
    }
  }

  private void createOrRepair() {
    Command made = create();
    assertThat(made.succeeded()).as(made.output()).isTrue();
  }

  private Command create() {
    return InstalledDatabase.create(ofServer(), name(), OWNER, SERVICE, READER, "a-password");
  }

  private String withNames(String statement) {
    return statement
        .replace("SERVICE", SERVICE)
        .replace("OWNER", OWNER)
        .replace("NAME", name())
        .strip();
  }

  /** Runs statements as a superuser, in a database that every server has. */
  private void administer(String... statements) {
    for (String statement : statements) {
      Command psql = Command.run(List.of("psql", "-Xq", ofServer(), "-c", statement));
      assertThat(psql.succeeded()).as(psql.output()).isTrue();
    }
  }

  private String ofServer() {
    return URI.create(database.databaseUrl()).resolve("/postgres").toString();
  }

  private String name() {
    return URI.create(database.databaseUrl()).getPath().substring(1);
  }

  private Command migrateAs(String role) {
    return jar("tds-api", role, "migrate");
  }

  private Command jar(String module, String role, String command) {
    return JarCommand.run(module, urlOf(role), command);
  }

  private Command psql(String role, String... arguments) {
    List<String> command = new ArrayList<>(List.of("psql", "-X", "-q", urlOf(role)));
    command.addAll(List.of(arguments));
    return Command.run(command);
  }

  /** The address of the database for a role. */
  private String urlOf(String role) {
    if (role.equals("postgres")) {
      return database.databaseUrl();
    }
    URI url = URI.create(database.databaseUrl());
    return "postgresql://%s:a-password@%s:%d%s"
        .formatted(role, url.getHost(), url.getPort(), url.getPath());
  }

  private int count(String tableAndCondition) {
    return database.count(tableAndCondition);
  }
}
