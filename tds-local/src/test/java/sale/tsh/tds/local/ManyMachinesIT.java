package sale.tsh.tds.local;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import sale.tsh.tds.local.Machines.Machine;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.settings.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * Eight machines as {@code docs/scaling.md} has them: nginx, two APIs, three workers, a PostgreSQL
 * and its standby. Each is killed with SIGKILL in the midst of deliveries, the primary too, whose
 * standby takes over. All that was acknowledged is there, once, and is applied.
 */
@EnabledIf(value = "canRun", disabledReason = "needs root, network namespaces and nginx")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyMachinesIT {

  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final String KEY = "the-key-of-many-machines";
  private static final int SENDERS = 3;
  private static final int RECORDS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

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
  private final Map<UUID, Item> acknowledged = new ConcurrentHashMap<>();
  private final AtomicInteger failures = new AtomicInteger();

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
    List<Sender> senders = new ArrayList<>();
    try (ScheduledExecutorService clock = Executors.newScheduledThreadPool(SENDERS)) {
      for (int i = 0; i < SENDERS; i++) {
        Sender sender = new Sender(i);
        senders.add(sender);
        var unused = clock.scheduleWithFixedDelay(sender::turn, 0, 20, TimeUnit.MILLISECONDS);
      }
      goesOn();
      nginx.kill();
      nginx.start();
      goesOn();
      // Every commit waits for the only standby, as long as it is away.
      standby.kill();
      standby.start();
      goesOn();
      primary.kill();
      promoteStandby();
      goesOn();
      // Each in its turn; the first of them come back and then carry on alone.
      killInTurn(List.of(workers.get(0), apis.get(0)));
      workers.get(0).launch();
      apis.get(0).start();
      workers.get(0).awaitHealth();
      killInTurn(List.of(workers.get(1), workers.get(2), apis.get(1)));
      senders.forEach(Sender::finish);
      await().atMost(PATIENCE).until(() -> senders.stream().allMatch(Sender::isDone));
    }
    await().atMost(PATIENCE).until(() -> !waits());

    assertThat(failures).as("calls that were sent again").hasPositiveValue();
    assertThat(events("select id from tds_sync_queue where status = 'completed'"))
        .as("all that was acknowledged is completed, and a repeat made no second event")
        .containsExactlyInAnyOrderElementsOf(acknowledged.keySet());
    assertThat(count("tds_sync_queue")).isEqualTo(acknowledged.size());
    assertThat(count("tds_inbox_events where event_id is null or not processed")).isZero();
    assertThat(
            events(
                """
                select q.id
                  from tds_sync_queue q
                  left join tds_sync_logs l on l.queue_id = q.id and l.outcome <> 'failed'
                 group by q.id
                having count(l.id) <> 1
                """))
        .as("not effective exactly once")
        .isEmpty();
    assertThat(mirror())
        .isEqualTo(
            acknowledged.values().stream().collect(toMap(Item::id, Item::version, Math::max)));
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

  private void migrate() throws IOException {
    ProcessBuilder migration =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                CHECKOUT.resolve("tds-api/target/tds-api.jar").toString(),
                "migrate")
            .inheritIO();
    migration.environment().put("DATABASE_URL", databaseUrl);
    assertThat(migration.start().onExit().join().exitValue()).isZero();
  }

  private LocalProcess api(String name, Machine machine) {
    JarProgram program =
        new JarProgram(
            name,
            CHECKOUT.resolve("tds-api/target/tds-api.jar"),
            settings.run().resolve(name + ".jar"),
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
            CHECKOUT.resolve("tds-worker/target/tds-worker.jar"),
            settings.run().resolve(name + ".jar"),
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
    variables.put("DASHBOARD_PASSWORD", "a long password");
    variables.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    return variables;
  }

  /** Deliveries are acknowledged and events applied that were not yet when this is called. */
  private void goesOn() {
    int before = acknowledged.size();
    int applied = count("tds_sync_logs");
    await("deliveries").atMost(PATIENCE).until(() -> acknowledged.size() > before + 30);
    await("events").atMost(PATIENCE).until(() -> count("tds_sync_logs") > applied + 30);
  }

  private void killInTurn(List<LocalProcess> victims) {
    for (LocalProcess victim : victims) {
      victim.kill();
      goesOn();
    }
  }

  private boolean waits() {
    return count("tds_sync_queue where status in ('pending', 'processing', 'retry')") > 0;
  }

  private int count(String tableAndCondition) {
    return jdbc.sql("select count(*) from " + tableAndCondition).query(Integer.class).single();
  }

  private List<UUID> events(String query) {
    return jdbc.sql(query).query((row, number) -> row.getObject(1, UUID.class)).list();
  }

  private Map<String, Integer> mirror() {
    return jdbc
        .sql("select item_id, rate from zoho.items")
        .query((row, number) -> new Item(row.getString(1), row.getInt(2)))
        .stream()
        .collect(toMap(Item::id, Item::version));
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

  /** A version of a record: a second of a day, and its price too. */
  private record Item(String id, int version) {

    String json() {
      return """
      {"item":{"item_id":"%s","rate":%d,"last_modified_time":"2026-01-01T%02d:%02d:%02dZ"}}
      """
          .formatted(id, version, version / 3600, version / 60 % 60, version % 60);
    }
  }

  /** Sends one delivery after another, each again and again until it is acknowledged. */
  private final class Sender {

    private final int number;
    private int sent;
    private volatile boolean finishing;
    private volatile boolean done;

    Sender(int number) {
      this.number = number;
    }

    void finish() {
      finishing = true;
    }

    boolean isDone() {
      return done;
    }

    /** Records of its own, whose versions come in any order and each but once. */
    void turn() {
      if (done) {
        return;
      }
      Item item = new Item("s%dr%d".formatted(number, sent % RECORDS), sent * 7_919 % 86_400);
      try {
        HttpResponse<String> answer = http.send(delivery(item), BodyHandlers.ofString());
        if (answer.statusCode() == 202) {
          String event = new JsonMapper().readTree(answer.body()).get("event_id").stringValue();
          acknowledged.put(UUID.fromString(event), item);
          sent++;
          done = finishing;
        } else {
          failures.incrementAndGet();
        }
      } catch (IOException e) {
        failures.incrementAndGet();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private HttpRequest delivery(Item item) {
      return HttpRequest.newBuilder(items)
          .timeout(Duration.ofSeconds(8))
          .header("Content-Type", "application/json")
          .header("X-Webhook-Key", KEY)
          .POST(BodyPublishers.ofString(item.json()))
          .build();
    }
  }
}
