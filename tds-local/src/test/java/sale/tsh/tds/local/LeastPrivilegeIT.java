package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.testing.TestDatabase;

/** The two roles of {@code deploy/database/roles.sql}: what they can do, and what they cannot. */
@EnabledIf(value = "hasPsql", disabledReason = "needs psql")
class LeastPrivilegeIT {

  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final String OWNER = "tds_owner_" + ProcessHandle.current().pid();
  private static final String SERVICE = "tds_service_" + ProcessHandle.current().pid();

  private final TestDatabase database = TestDatabase.empty();
  private final JdbcClient superuser = database.jdbc();

  static boolean hasPsql() {
    return Command.run(List.of("bash", "-c", "command -v psql")).succeeded();
  }

  @AfterEach
  void drop() {
    for (String role : List.of(SERVICE, OWNER)) {
      superuser.sql("drop owned by %s cascade".formatted(role)).update();
      superuser.sql("drop role " + role).update();
    }
    database.close();
  }

  @Test
  void theServiceRoleIsEnoughForTheServicesAndForNothingElse() {
    makeRoles();
    assertThat(migrateAs(OWNER).output()).contains("migration(s) were applied");
    theServicesWork();
    theServiceRoleCanDoNothingElse();
  }

  @Test
  void aDatabaseInUseBecomesTheOwners() {
    assertThat(migrateAs("postgres").output()).contains("migration(s) were applied");
    makeRoles();
    makeRoles();
    assertThat(migrateAs(OWNER).output()).contains("0 migration(s) were applied");
    theServicesWork();
    theServiceRoleCanDoNothingElse();
  }

  private void theServicesWork() {
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
      assertThat(verify.output()).contains("All 9 hold.");
      assertThat(verify.exitStatus()).isZero();
    }
  }

  private void theServiceRoleCanDoNothingElse() {
    superuser.sql("create schema other").update();
    superuser.sql("create table other.people (name text)").update();
    superuser.sql("create table public.payroll (name text)").update();
    for (String forbidden :
        List.of(
            "drop table tds_sync_queue",
            "drop schema zoho cascade",
            "truncate tds_inbox_events",
            "alter table tds_sync_queue add column more text",
            "alter table tds_sync_queue disable trigger all",
            "create table public.more (name text)",
            "create table zoho.more (name text)",
            "create schema more",
            "select name from other.people",
            "select name from public.payroll",
            "create role more",
            "copy tds_sync_queue to program 'cat'")) {
      Command psql = psql(SERVICE, "-c", forbidden);
      assertThat(psql.succeeded()).as(forbidden).isFalse();
      assertThat(psql.output()).as(forbidden).containsAnyOf("permission denied", "must be owner");
    }
  }

  private void makeRoles() {
    Command psql =
        psql(
            "postgres",
            "-v",
            "owner=" + OWNER,
            "-v",
            "service=" + SERVICE,
            "-f",
            CHECKOUT.resolve("deploy/database/roles.sql").toString());
    assertThat(psql.succeeded()).as(psql.output()).isTrue();
    for (String role : List.of(OWNER, SERVICE)) {
      superuser.sql("alter role %s password 'a-password'".formatted(role)).update();
    }
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

  /** The superuser's own address, or the same database as another role. */
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
