package sale.tsh.tds.api.dashboard.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.api.dashboard.DashboardTest;
import tools.jackson.databind.JsonNode;

class MetricsTest extends DashboardTest {

  private static final String TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6}";

  @Test
  void metricsHaveTheGuidesKeysAndNoUndocumentedOnes() {
    JsonNode metrics = api.get("/dashboard/metrics").json();
    assertThat(keys(metrics))
        .containsExactlyInAnyOrder("timestamp", "queue", "processing", "database", "active_alerts");
    assertThat(metrics.path("timestamp").asString()).matches(TIME);
    assertThat(keys(metrics.path("queue")))
        .containsExactlyInAnyOrder(
            "by_status", "oldest_pending_age_seconds", "dead_letter_count", "paused_kinds");
    assertThat(keys(metrics.path("queue").path("by_status")))
        .containsExactlyInAnyOrder("pending", "processing", "retry", "completed", "dead_letter");
    assertThat(keys(metrics.path("processing"))).containsExactly("last_hour");
    assertThat(keys(metrics.path("processing").path("last_hour")))
        .containsExactlyInAnyOrder(
            "total_processed",
            "succeeded",
            "failed",
            "success_rate_percent",
            "avg_duration_seconds");
    assertThat(keys(metrics.path("database")))
        .containsExactlyInAnyOrder("table_sizes", "active_connections", "max_connections");
    assertThat(keys(metrics.path("database").path("table_sizes").path(0)))
        .containsExactlyInAnyOrder("table", "size", "size_bytes");
    assertThat(metrics.path("active_alerts").isArray()).isTrue();
  }

  @Test
  void metricsShowTheQueueAndTheAttempts() {
    queue.completed("contact", "1");
    queue.retry("contact", "2");
    queue.deadLetter("item", "3");
    queue.processing("item", "4");
    queue.pending("item", "5");
    jdbc.sql(
            "update tds_sync_queue set queued_at = now() - interval '2 minutes' where entity_id = '5'")
        .update();

    JsonNode metrics = api.get("/dashboard/metrics").json();

    JsonNode counts = metrics.path("queue").path("by_status");
    assertThat(
            List.of("pending", "processing", "retry", "completed", "dead_letter").stream()
                .map(status -> counts.path(status).asInt()))
        .containsExactly(1, 1, 1, 1, 1);
    assertThat(metrics.path("queue").path("dead_letter_count").asInt()).isEqualTo(1);
    assertThat(metrics.path("queue").path("oldest_pending_age_seconds").asDouble())
        .isBetween(120.0, 150.0);
    JsonNode hour = metrics.path("processing").path("last_hour");
    assertThat(hour.path("total_processed").asInt()).isEqualTo(5);
    assertThat(hour.path("succeeded").asInt()).isEqualTo(1);
    assertThat(hour.path("failed").asInt()).isEqualTo(4);
    assertThat(hour.path("success_rate_percent").asDouble()).isEqualTo(20.0);
    assertThat(hour.path("avg_duration_seconds").asDouble()).isEqualTo(0.25);
  }

  @Test
  void idleSystemIsHealthy() {
    JsonNode metrics = api.get("/dashboard/metrics").json();
    assertThat(metrics.path("queue").path("oldest_pending_age_seconds").asDouble()).isZero();
    assertThat(metrics.path("processing").path("last_hour").path("success_rate_percent").asDouble())
        .isEqualTo(100.0);
  }

  @Test
  void tablesComeLargestFirstAndConnectionsAreCountedAsInTheGuide() {
    JsonNode database = api.get("/dashboard/metrics").json().path("database");
    List<Long> sizes =
        database
            .path("table_sizes")
            .valueStream()
            .map(row -> row.path("size_bytes").asLong())
            .toList();
    assertThat(sizes).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(database.path("table_sizes").valueStream().map(row -> row.path("table").asString()))
        .contains("tds_sync_queue", "tds_inbox_events", "tds_sync_logs", "tds_dead_letter_queue")
        .allMatch(name -> name.startsWith("tds_") || name.startsWith("zoho."));
    assertThat(database.path("active_connections").asInt()).isPositive();
    assertThat(database.path("max_connections").asInt())
        .isEqualTo(
            jdbc.sql("select current_setting('max_connections')::integer")
                .query(Integer.class)
                .single());
  }

  @Test
  void queueStatsAreTheCountsAndTheirSum() {
    queue.completed("contact", "1");
    queue.completed("contact", "2");
    queue.deadLetter("item", "3");
    queue.pending("item", "4");
    assertThat(api.get("/dashboard/queue-stats").body())
        .isEqualTo(
            "{\"pending\":1,\"processing\":0,\"retry\":0,\"completed\":2,\"dead_letter\":1,\"total\":4}");
  }

  @Test
  void countsFollowTheGuidesStatementsByHand() {
    queue.completed("contact", "1");
    queue.processing("item", "2");
    jdbc.sql(
            "update tds_sync_queue set completed_at = now() - interval '40 days', started_at = now() - interval '2 hours'")
        .update();
    jdbc.sql(
            "delete from tds_sync_queue where status = 'completed' and completed_at < now() - interval '30 days'")
        .update();
    jdbc.sql(
            """
            update tds_sync_queue
               set status = 'pending', started_at = null
             where status = 'processing' and started_at < now() - interval '1 hour'
            """)
        .update();
    JsonNode stats = api.get("/dashboard/queue-stats").json();
    assertThat(stats.path("completed").asInt()).isZero();
    assertThat(stats.path("processing").asInt()).isZero();
    assertThat(stats.path("pending").asInt()).isEqualTo(1);
  }
}
