package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import sale.tsh.tds.local.Machines.Machine;
import sale.tsh.tds.local.faults.Load;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.testing.TestPassword;

/**
 * Runs eight machines as in {@code docs/scaling.md}: nginx, two APIs, three workers, a PostgreSQL
 * and its standby. Each is killed with SIGKILL while deliveries come in. The standby takes over
 * from the primary. Every acknowledged event is kept and applied once.
 */
@EnabledIf(value = "canRun", disabledReason = "needs root, network namespaces and nginx")
@Isolated("eight machines at once")
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ManyMachinesIT {

  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final String KEY = "the-key-of-many-machines";
  private static final int SENDERS = 3;

  /**
   * The 3 s of a handler and the 4 s of a lease, which run at the same time, and the retry, on a
   * slow machine.
   */
  private static final Duration TAKEN_OVER = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofMinutes(3);

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
  private final List<Machine> workerMachines = new ArrayList<>();

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
      Machine machine = machines.add();
      workerMachines.add(machine);
      workers.add(worker("worker-" + i, machine));
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

  @BeforeEach
  void forgetAll() {
    Load.forgetAll(jdbc);
  }

  /**
   * The machine of a worker vanishes while a handler's transaction holds locks. The server ends
   * that transaction after {@code WORKER_HANDLER_TIMEOUT}, and the others get its events once their
   * leases have run out.
   */
  @Order(1)
  @Test
  void theEventsOfAVanishedMachineAreFinishedByTheOthers() throws Exception {
    LocalProcess worker = workers.getFirst();
    Machine machine = workerMachines.getFirst();
    try (Load load = new Load(items, http, Map.of("X-Webhook-Key", KEY), jdbc, SENDERS)) {
      load.start();
      load.goesOn();
      try {
        disconnectInTransaction(machine);
        List<UUID> held = eventsOf(worker);
        assertThat(held).as("events of the vanished worker").isNotEmpty();
        await().atMost(TAKEN_OVER).until(() -> Load.areCompleted(jdbc, held));
        load.goesOn();
      } finally {
        machine.reconnect();
      }
      worker.awaitHealth();
      load.goesOn();
      load.end();
      load.reckon("the machine of one of three workers vanishes in its transaction", 1);
    }
  }

  @Order(2)
  @Test
  void killingAnyMachineLosesNothing() throws Exception {
    try (Load load = new Load(items, http, Map.of("X-Webhook-Key", KEY), jdbc, SENDERS)) {
      load.start();
      load.goesOn();
      nginx.kill();
      nginx.start();
      load.goesOn();
      // Every commit waits while the only standby is down.
      standby.kill();
      standby.start();
      load.goesOn();
      primary.kill();
      promoteStandby();
      load.goesOn();
      // The first two come back before the others are killed, and then work alone.
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
                    // A commit is acknowledged once the standby has it too.
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
        new LocalDatabase(
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
            "http://127.0.0.1:9001",
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
            "http://127.0.0.1:9002",
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

  /** The settings of a server: secrets are set, and the processes do not migrate the schema. */
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

  /** Lets the handlers wait for a lock, so that the machine leaves them in their transactions. */
  private void disconnectInTransaction(Machine machine) throws SQLException {
    DatabaseSettings database = databaseSettings(databaseUrl);
    try (Connection holder = DriverManager.getConnection(database.url(), database.user(), "");
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("lock table zoho.items in access exclusive mode");
      await().atMost(PATIENCE).until(() -> sessions(machine, "wait_event_type = 'Lock'") > 0);
      machine.disconnect();
      holder.rollback();
    }
    await().atMost(PATIENCE).until(() -> sessions(machine, "state = 'idle in transaction'") > 0);
  }

  private int sessions(Machine machine, String condition) {
    return jdbc.sql(
            "select count(*) from pg_stat_activity where client_addr = ?::inet and " + condition)
        .param(machine.address())
        .query(Integer.class)
        .single();
  }

  /** The name of a lease's owner ends in the pid of the worker. */
  private List<UUID> eventsOf(LocalProcess worker) {
    return jdbc.sql(
            "select id from tds_sync_queue where status = 'processing' and lease_owner like '%-' || ?")
        .param(Long.toString(worker.pid().orElseThrow()))
        .query((row, number) -> row.getObject(1, UUID.class))
        .list();
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
    return DatabaseSettings.from(new Settings(Map.of("DATABASE_URL", url)::get));
  }

  private void end() {
    all.forEach(LocalProcess::kill);
    machines.close();
  }
}
