package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import sale.tsh.tds.local.Machines.Machine;
import sale.tsh.tds.local.faults.Load;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.testing.TestPassword;

/**
 * Eight machines as {@code docs/scaling.md} has them: nginx, two APIs, three workers, a PostgreSQL
 * and its standby. Each is killed with SIGKILL in the midst of deliveries, the primary too, whose
 * standby takes over. All that was acknowledged is there, once, and is applied.
 */
@EnabledIf(value = "canRun", disabledReason = "needs root, network namespaces and nginx")
@Tag("fault")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyMachinesIT {

  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final String KEY = "the-key-of-many-machines";
  private static final int SENDERS = 3;

  private final Machines machines = new Machines();
  private final List<LocalProcess> all = new ArrayList<>();
  private final Thread endWithJvm = new Thread(this::end);
  private final Machine primaryMachine = machines.add();
  private final Machine standbyMachine = machines.add();
  private final String databaseUrl =
      "postgresql://postgres@%s:5432,%s:5432/postgres"
          .formatted(primaryMachine.address(), standbyMachine.address());
  private final JdbcClient jdbc = jdbc(databaseUrl);
  private final List<LocalProcess> apis = new ArrayList<>();
  private final List<LocalProcess> workers = new ArrayList<>();

  private LocalSettings settings;
  private LocalProcess primary;
  private LocalProcess standby;
  private LocalProcess nginx;
  private URI items;
  private HttpClient http;

  static boolean canRun() {
    return NginxProgram.isInstalled() && Machines.canBeMade();
  }

  @BeforeAll
  void start() throws IOException {
    Runtime.getRuntime().addShutdownHook(endWithJvm);
    settings =
        LocalSettings.from(
            Map.of("TDS_HOME", LocalSystem.newHome().toString(), "DATABASE_URL", databaseUrl),
            CHECKOUT);
    Files.createDirectories(settings.run());
    Files.createDirectories(settings.logs());
    startDatabases();
    migrate();
    for (int i = 1; i <= 2; i++) {
      apis.add(api("api-" + i, machines.add()));
    }
    for (int i = 1; i <= 3; i++) {
      workers.add(worker("worker-" + i, machines.add()));
    }
    Machine front = machines.add();
    NginxProgram program = inFrontOfApis(front);
    nginx = process(new OnMachine(front, "nginx", program, List.of(), program::isHealthy));
    nginx.launch();
    apis.forEach(LocalProcess::launch);
    workers.forEach(LocalProcess::launch);
    all.forEach(LocalProcess::awaitHealth);
    items = URI.create(program.address() + "/tds/webhooks/items");
    http = HttpClient.newBuilder().sslContext(program.trust()).build();
  }

  @AfterAll
  void close() throws IOException {
    end();
    Runtime.getRuntime().removeShutdownHook(endWithJvm);
    Directories.delete(settings.home().resolve("run"));
  }

  @Test
  void killingAnyOneOfThemLosesNothing() throws Exception {
    try (Load load = new Load(items, http, Map.of("X-Webhook-Key", KEY), jdbc, SENDERS)) {
      load.start();
      load.goesOn();
      nginx.kill();
      nginx.start();
      load.goesOn();
      // Every commit waits for the only standby, as long as it is away.
      standby.kill();
      standby.start();
      load.goesOn();
      primary.kill();
      promoteStandby();
      load.goesOn();
      // Each in its turn; the first of them come back and then carry on alone.
      killInTurn(load, List.of(workers.get(0), apis.get(0)));
      workers.get(0).launch();
      apis.get(0).start();
      workers.get(0).awaitHealth();
      killInTurn(load, List.of(workers.get(1), workers.get(2), apis.get(1)));
      load.end();
      assertThat(load.failures()).as("calls that were sent again").isPositive();
      load.reckon(
          "SIGKILL of the primary, whose standby takes over, and of each machine around it in turn",
          all.size());
    }
    assertThat(
            jdbc.sql(
                    "select count(*) from tds_inbox_events where event_id is null or not processed")
                .query(Integer.class)
                .single())
        .isZero();
  }

  private void startDatabases() throws IOException {
    PostgresProgram first = postgres("primary", primaryMachine);
    first.prepare();
    Files.writeString(
        first.data().resolve("pg_hba.conf"),
        """
        host all         all %1$s trust
        host replication all %1$s trust
        """
            .formatted(machines.network()),
        StandardOpenOption.APPEND);
    PostgresProgram second = postgres("standby", standbyMachine);
    Command copy =
        Command.run(List.of("cp", "-a", first.data().toString(), second.data().toString()));
    assertThat(copy.succeeded()).as(copy.output()).isTrue();
    Files.writeString(second.data().resolve("standby.signal"), "");
    primary =
        process(
            new OnMachine(
                primaryMachine,
                "primary",
                first,
                List.of(
                    "-clisten_addresses=*",
                    "-cwal_keep_size=512MB",
                    // A commit is acknowledged when the standby has it too.
                    "-csynchronous_standby_names=*"),
                first::isHealthy));
    standby =
        process(
            new OnMachine(
                standbyMachine,
                "standby",
                second,
                List.of(
                    "-clisten_addresses=*",
                    "-cwal_retrieve_retry_interval=500ms",
                    "-cprimary_conninfo=host=%s user=postgres".formatted(primaryMachine.address())),
                second::isHealthy));
    primary.start();
    standby.start();
  }

  private PostgresProgram postgres(String name, Machine machine) {
    return new PostgresProgram(
        settings.run().resolve("server"),
        settings.run().resolve(name),
        new Database(
            databaseSettings("postgresql://postgres@%s/postgres".formatted(machine.address()))),
        5432);
  }

  private void promoteStandby() {
    jdbc("postgresql://postgres@%s/postgres".formatted(standbyMachine.address()))
        .sql("select pg_promote()")
        .query(Boolean.class)
        .single();
  }

  private void migrate() {
    Command migration = JarCommand.run("tds-api", databaseUrl, "migrate");
    assertThat(migration.succeeded()).as(migration.output()).isTrue();
  }

  private LocalProcess api(String name, Machine machine) {
    JarProgram program =
        new JarProgram(
            name,
            TrainedJar.of("tds-api"),
            "http://%s:8001".formatted(machine.address()),
            "/health",
            Map.of(),
            variables(Map.of("API_HOST", machine.address(), "API_PORT", "8001")));
    return process(new OnMachine(machine, name, program, List.of(), program::isHealthy));
  }

  private LocalProcess worker(String name, Machine machine) {
    JarProgram program =
        new JarProgram(
            name,
            TrainedJar.of("tds-worker"),
            "http://127.0.0.1:9002",
            "/actuator/health",
            Map.of(),
            variables(
                Map.of(
                    "RETRY_DELAYS", "200ms",
                    "WORKER_POLL_INTERVAL", "50ms",
                    "WORKER_LEASE", "4s",
                    "WORKER_HANDLER_TIMEOUT", "3s")));
    List<String> probe =
        machine.run(
            List.of(
                "curl", "-sf", "-m", "3", "-o", "/dev/null", program.address() + program.health()));
    return process(
        new OnMachine(machine, name, program, List.of(), () -> Command.run(probe).succeeded()));
  }

  private NginxProgram inFrontOfApis(Machine machine) {
    return new NginxProgram(
        settings.run().resolve("nginx"),
        machine.address(),
        80,
        443,
        apis.stream().map(api -> URI.create(api.address()).getAuthority()).toList());
  }

  private LocalProcess process(Program program) {
    LocalProcess process = new LocalProcess(program, settings);
    all.add(process);
    return process;
  }

  /** As on servers: beyond loopback, with secrets, and the schema made before. */
  private Map<String, String> variables(Map<String, String> own) {
    Map<String, String> variables = new ConcurrentHashMap<>(own);
    variables.put("ENVIRONMENT", "production");
    variables.put("DATABASE_URL", databaseUrl);
    variables.put("WEBHOOK_API_KEY", KEY);
    variables.put("DASHBOARD_USER", "operator");
    variables.put("DASHBOARD_PASSWORD_HASH", TestPassword.HASH);
    variables.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    return variables;
  }

  private static void killInTurn(Load load, List<LocalProcess> victims) {
    for (LocalProcess victim : victims) {
      victim.kill();
      load.goesOn();
    }
  }

  private static JdbcClient jdbc(String url) {
    DatabaseSettings database = databaseSettings(url);
    return JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), ""));
  }

  private static DatabaseSettings databaseSettings(String url) {
    return DatabaseSettings.from(new Environment(Map.of("DATABASE_URL", url)::get));
  }

  private void end() {
    all.forEach(LocalProcess::kill);
    machines.close();
  }
}
