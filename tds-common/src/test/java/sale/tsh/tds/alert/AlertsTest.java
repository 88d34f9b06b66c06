package sale.tsh.tds.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import sale.tsh.tds.notification.NotificationConfiguration;
import sale.tsh.tds.persistence.DatabaseConfiguration;
import sale.tsh.tds.process.ProcessConfiguration;
import sale.tsh.tds.process.ProcessIdentity;
import sale.tsh.tds.settings.SettingsConfiguration;
import sale.tsh.tds.task.TaskLeases;
import sale.tsh.tds.testing.Tables;
import sale.tsh.tds.testing.TestDatabase;

@SpringBootTest(
    classes = AlertsTest.Application.class,
    properties = "spring.config.import=classpath:tds-common.yaml")
class AlertsTest {

  private static final TestDatabase database = TestDatabase.migrated();

  private final Alerts alerts;
  private final JdbcClient jdbc;

  @Autowired
  AlertsTest(Alerts alerts, JdbcClient jdbc) {
    this.alerts = alerts;
    this.jdbc = jdbc;
  }

  @DynamicPropertySource
  static void databaseUrl(DynamicPropertyRegistry registry) {
    registry.add("DATABASE_URL", database::databaseUrl);
  }

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void noAlerts() {
    Tables.empty(jdbc, "tds_alerts", "tds_notifications");
  }

  @Test
  void activeAlertsAreTheMostSevereFirstThenTheNewest() {
    raise("a", "warning", "5 minutes");
    raise("b", "critical", "9 minutes");
    raise("c", "info", "1 minute");
    raise("d", "warning", "4 minutes");

    assertThat(alerts.active()).extracting(ActiveAlert::title).containsExactly("b", "d", "a", "c");
  }

  @Test
  void activeAlertSaysWhatToDo() {
    UUID id = raise("queue-backlog", "critical", "1 minute");

    ActiveAlert alert = alerts.active().getFirst();

    assertThat(alert.id()).isEqualTo(id);
    assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(alert.message()).isEqualTo("It is so.");
    assertThat(alert.runbook()).isEqualTo("docs/OPERATIONS.md#alert-queue-backlog");
  }

  @Test
  void acknowledgedAlertIsNoLongerActiveAndNamesTheOperator() {
    UUID id = raise("a", "warning", "1 minute");

    assertThat(alerts.acknowledge(id, "ali")).isTrue();

    assertThat(alerts.active()).isEmpty();
    assertThat(
            jdbc.sql("select acknowledged_by from tds_alerts where acknowledged_at is not null")
                .query(String.class)
                .single())
        .isEqualTo("ali");
  }

  @Test
  void secondAcknowledgementKeepsTheFirst() {
    UUID id = raise("a", "warning", "1 minute");
    alerts.acknowledge(id, "ali");

    assertThat(alerts.acknowledge(id, "sara")).isTrue();

    assertThat(jdbc.sql("select acknowledged_by from tds_alerts").query(String.class).single())
        .isEqualTo("ali");
  }

  @Test
  void resolvedAlertCanStillBeAcknowledged() {
    UUID id = raise("a", "warning", "1 minute");
    jdbc.sql("update tds_alerts set resolved_at = now()").update();

    assertThat(alerts.acknowledge(id, "ali")).isTrue();
  }

  @Test
  void unknownAlertCannotBeAcknowledged() {
    assertThat(alerts.acknowledge(UUID.randomUUID(), "ali")).isFalse();
  }

  @Test
  void acknowledgementWithdrawsUnsentNotifications() {
    UUID id = raise("a", "warning", "1 minute");
    UUID other = raise("b", "warning", "1 minute");
    addNotification(id);
    addNotification(other);

    alerts.acknowledge(id, "ali");

    assertThat(
            jdbc.sql("select alert_id from tds_notifications where given_up_at is null")
                .query(UUID.class)
                .list())
        .containsExactly(other);
  }

  private UUID raise(String cause, String severity, String age) {
    return jdbc.sql(
            """
            insert into tds_alerts (cause, severity, title, message, created_at)
            values (:cause, :severity, :cause, 'It is so.', now() - :age::interval)
            returning id
            """)
        .param("cause", cause)
        .param("severity", severity)
        .param("age", age)
        .query(UUID.class)
        .single();
  }

  private void addNotification(UUID alertId) {
    jdbc.sql(
            """
            insert into tds_notifications (alert_id, channel, change, cause, severity, title, message, runbook)
            values (:alertId, 'slack', 'raised', 'a', 'warning', 'a', 'It is so.', 'here')
            """)
        .param("alertId", alertId)
        .update();
  }

  /** Has no scheduler, so that no task runs beside the tests. */
  @EnableAutoConfiguration
  @Import({
    SettingsConfiguration.class,
    ProcessConfiguration.class,
    DatabaseConfiguration.class,
    NotificationConfiguration.class,
    AlertConfiguration.class
  })
  static class Application {
    @Bean
    TaskLeases taskLeases(JdbcClient jdbc, ProcessIdentity self) {
      return new TaskLeases(jdbc, self);
    }
  }
}
