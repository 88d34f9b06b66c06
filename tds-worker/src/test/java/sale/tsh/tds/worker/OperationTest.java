package sale.tsh.tds.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import sale.tsh.tds.testing.TestDatabase;

/** What the running worker shows to its operators. */
class OperationTest {

  private final TestDatabase database = TestDatabase.migrated();
  private ConfigurableApplicationContext context = start();

  @BeforeEach
  void seen() {
    await().until(() -> count("tds_workers where stopped_at is null") == 1);
  }

  @AfterEach
  void stop() {
    context.close();
    database.close();
  }

  @Test
  void prometheusFindsItsMetricsOnTheManagementPort() {
    enqueueWithoutDelivery();

    await()
        .untilAsserted(() ->
            assertThat(scrape())
                .contains("tds_event_pickup_seconds_count{kind=\"item\"} 1")
                .contains("tds_event_attempt_seconds_count{kind=\"item\",outcome=\"failed\"} 1")
                .contains("tds_event_dead_letters_total{kind=\"item\"} 1.0")
                .contains("tds_queue_depth{status=\"pending\"} 0.0")
                .contains("hikaricp_connections_active{pool=\"tds\"}")
                .contains("jvm_memory_used_bytes{"));
  }

  @Test
  void pastMinutesAreKeptFromTheStart() {
    await().until(() -> count("tds_minutes") >= 58);
    assertThat(count("tds_minutes where pending is not null")).isPositive();
  }

  @Test
  void plannedStopIsRecordedAndFreesTheTaskLeases() {
    await().until(() -> count("tds_duty_leases") == 6);

    context.close();

    assertThat(count("tds_workers where stopped_at is not null")).isEqualTo(1);
    assertThat(count("tds_duty_leases")).isZero();
  }

  /** A worker of a standby lives, but has nothing to do. */
  @Test
  void workerIsNotReadyWhileTheDatabaseIsReadOnly() throws Exception {
    assertThat(get("/actuator/health/readiness")).contains("\"status\":\"UP\"");

    TestDatabase.takeNoWrites(database.jdbc());

    await()
        .untilAsserted(() ->
            assertThat(get("/actuator/health/readiness"))
                .contains("\"status\":\"DOWN\"", "The database is read-only."));
    assertThat(get("/actuator/health/liveness")).contains("\"status\":\"UP\"");
  }

  private ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(TdsWorker.class)
        .properties(
            "DATABASE_URL=" + database.databaseUrl(),
            "WORKER_MANAGEMENT_PORT=0",
            "WORKER_POLL_INTERVAL=50ms",
            "WORKER_CONCURRENCY=1",
            "DATABASE_POOL_SIZE=2",
            "RETRY_MAX_ATTEMPTS=1",
            "MONITORING_INTERVAL=500ms")
        .run();
  }

  /** An event whose body is gone fails whatever its kind. */
  private void enqueueWithoutDelivery() {
    database
        .jdbc()
        .sql(
            """
            insert into tds_sync_queue (id, delivery_id, arrival, event_type, entity_type, entity_id)
            values (:id, :id, 1, 'item.updated', 'item', '1')
            """)
        .param("id", UUID.randomUUID())
        .update();
  }

  private int count(String rows) {
    return database.jdbc().sql("select count(*) from " + rows).query(Integer.class).single();
  }

  private String scrape() throws IOException, InterruptedException {
    return get("/actuator/prometheus");
  }

  private String get(String path) throws IOException, InterruptedException {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    URI address = URI.create("http://127.0.0.1:" + port + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    }
  }
}
