package sale.tsh.tds.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import sale.tsh.tds.entity.PausedKindEntries;
import sale.tsh.tds.notification.NotificationOutbox;
import sale.tsh.tds.statistics.QueueHealthReader;
import sale.tsh.tds.testing.TestDatabase;

/**
 * Follows each alert of the catalogue from its raise to its end, with the messages of each channel.
 */
@SpringBootTest(
    classes = AlertsTest.Application.class,
    properties = "spring.config.import=classpath:tds-common.yaml")
class AlertLifeTest {

  private static final TestDatabase database = TestDatabase.migrated();
  private static final List<String> CHANNELS = List.of("slack", "email");

  private static final AlertSettings SETTINGS = AllAlerts.SETTINGS;

  /** By cause: the state at rest, then a state above each threshold, in rising order. */
  private static final Map<String, List<Consumer<QueueState>>> STATES =
      Map.ofEntries(
          Map.entry(
              "queue-backlog",
              List.of(
                  state -> state.pending(0),
                  state -> state.pending(501),
                  state -> state.pending(1_001))),
          Map.entry(
              "dead-letters",
              List.of(
                  state -> state.deadLetters(0),
                  state -> state.deadLetters(51),
                  state -> state.deadLetters(101))),
          Map.entry(
              "stuck-events",
              List.of(
                  state -> state.processing(0, Duration.ZERO),
                  state -> state.processing(1, Duration.ofMinutes(61)))),
          Map.entry(
              "failure-rate",
              List.of(
                  state -> state.attempts(100, 0),
                  state -> state.attempts(100, 6),
                  state -> state.attempts(100, 11))),
          Map.entry(
              "paused-kind", List.of(state -> state.resume("item"), state -> state.pause("item"))),
          Map.entry(
              "pending-age",
              List.of(
                  state -> state.pending(0),
                  state -> state.events("pending", 1, Duration.ofMinutes(16)))),
          Map.entry(
              "worker-not-seen",
              List.of(
                  state -> state.workerSeen(Duration.ZERO),
                  state -> state.workerSeen(Duration.ofMinutes(3)))),
          Map.entry(
              "webhook-silence",
              List.of(state -> state.overdue(0, true), state -> state.overdue(5, true))),
          Map.entry(
              "kind-silence",
              List.of(state -> state.overdue(4, false), state -> state.overdue(5, false))),
          Map.entry(
              "backup-age",
              List.of(
                  state -> state.backedUp(Duration.ZERO),
                  state -> state.backedUp(Duration.ofHours(37)))),
          Map.entry(
              "pulling-stopped",
              List.of(
                  state -> state.pulling("-infinity", false),
                  state -> state.pulling("infinity", true))),
          Map.entry(
              "held-deletions",
              List.of(state -> state.heldDeletions(0), state -> state.heldDeletions(1))),
          Map.entry(
              "lost-webhooks",
              List.of(state -> state.lostWebhooks(0), state -> state.lostWebhooks(3))),
          Map.entry(
              "mirror-drift", List.of(state -> state.drift(3, 0), state -> state.drift(3, 3))),
          Map.entry(
              "calls-spent",
              List.of(
                  state -> state.calls(599, Duration.ofHours(13)),
                  state -> state.calls(600, Duration.ofHours(13)))),
          Map.entry(
              "old-head",
              List.of(
                  state -> state.headRead(Duration.ofMinutes(30)),
                  state -> state.headRead(Duration.ofMinutes(91)))),
          Map.entry(
              "missing-scope",
              List.of(state -> state.missingScope(false), state -> state.missingScope(true))),
          Map.entry(
              "zoho-clock",
              List.of(
                  state -> state.zohoClock(Duration.ofSeconds(-60)),
                  state -> state.zohoClock(Duration.ofSeconds(-121)))));

  private final Alerts alerts;
  private final QueueState state = new QueueState(database.jdbc());
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private final AlertMonitor monitor =
      new AlertMonitor(
          new QueueHealthReader(
              database.jdbc(),
              database.repository(PausedKindEntries.class),
              database.transactions(),
              () -> now),
          database.jdbc(),
          new NotificationOutbox(database.jdbc(), CHANNELS),
          database.transactions(),
          SETTINGS);

  @Autowired
  AlertLifeTest(Alerts alerts) {
    this.alerts = alerts;
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
  void atRest() {
    state.clear();
    state.workerSeen(Duration.ZERO);
    state.accepted(Duration.ZERO);
    now = now.plus(Duration.ofHours(1));
    check();
    assertThat(alerts.active()).isEmpty();
  }

  /** Lesson 13: no alert was resolved when its cause had gone. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("thresholds")
  void alertNotifiesWhenRaisedAndWhenResolved(String title, AlertRule rule, int rise) {
    Threshold threshold = threshold(rule, rise);
    bring(rule, rise);
    check();
    check();
    assertActive(threshold);
    assertThat(waiting()).containsExactly(message("raised", rule, threshold));

    bring(rule, 0);
    check();
    check();
    assertThat(alerts.active()).isEmpty();
    assertThat(waiting())
        .containsExactly(message("raised", rule, threshold), message("resolved", rule, threshold));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("thresholds")
  void acknowledgedAlertIsQuietUntilItIsResolvedAndRaisedAgain(
      String title, AlertRule rule, int rise) {
    Threshold threshold = threshold(rule, rise);
    bring(rule, rise);
    check();
    UUID first = assertActive(threshold).id();
    sent();

    assertThat(alerts.acknowledge(first, "ali")).isTrue();
    check();
    bring(rule, 0);
    check();
    assertThat(alerts.active()).isEmpty();
    assertThat(waiting()).isEmpty();

    bring(rule, rise);
    check();
    assertThat(assertActive(threshold).id()).isNotEqualTo(first);
    assertThat(waiting()).containsExactly(message("raised", rule, threshold));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("escalations")
  void warningThatTurnsCriticalNotifiesAgain(
      String title, AlertRule rule, int rise, boolean acknowledged) {
    bring(rule, rise);
    check();
    UUID id = assertActive(threshold(rule, rise)).id();
    sent();
    if (acknowledged) {
      alerts.acknowledge(id, "ali");
      assertThat(alerts.active()).isEmpty();
    }

    Threshold worse = threshold(rule, rise + 1);
    bring(rule, rise + 1);
    check();
    check();
    assertThat(assertActive(worse).id()).isEqualTo(id);
    assertThat(waiting()).containsExactly(message("escalated", rule, worse));

    bring(rule, 0);
    check();
    assertThat(alerts.active()).isEmpty();
    assertThat(waiting())
        .containsExactly(message("escalated", rule, worse), message("resolved", rule, worse));
  }

  static Stream<Arguments> thresholds() {
    return AllAlerts.rules().stream()
        .flatMap(rule ->
            IntStream.rangeClosed(1, rule.thresholds().size())
                .mapToObj(rise -> Arguments.of(threshold(rule, rise).title(), rule, rise)));
  }

  static Stream<Arguments> escalations() {
    return AllAlerts.rules().stream()
        .flatMap(rule ->
            IntStream.range(1, rule.thresholds().size())
                .boxed()
                .flatMap(rise ->
                    Stream.of(false, true)
                        .map(acknowledged ->
                            Arguments.of(
                                threshold(rule, rise + 1).title()
                                    + (acknowledged ? ", after an acknowledgement" : ""),
                                rule,
                                rise,
                                acknowledged))));
  }

  private static Threshold threshold(AlertRule rule, int rise) {
    return rule.thresholds().reversed().get(rise - 1);
  }

  private void bring(AlertRule rule, int rise) {
    List<Consumer<QueueState>> states = STATES.getOrDefault(rule.cause(), List.of());
    assertThat(states).as("states of %s", rule.cause()).hasSize(rule.thresholds().size() + 1);
    states.get(rise).accept(state);
  }

  /** Checks once, a minute later. */
  private void check() {
    now = now.plus(Duration.ofMinutes(1));
    monitor.runOnce();
  }

  private ActiveAlert assertActive(Threshold threshold) {
    List<ActiveAlert> active = alerts.active();
    assertThat(active)
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.title()).isEqualTo(threshold.title());
          assertThat(alert.severity()).isEqualTo(threshold.severity());
          assertThat(alert.message()).endsWith(threshold.action());
        });
    return active.getFirst();
  }

  private static String message(String transition, AlertRule rule, Threshold threshold) {
    return "%s %s %s, see %s"
        .formatted(
            transition,
            threshold.severity().text(),
            threshold.title(),
            SETTINGS.runbookOf(rule.cause()));
  }

  private static void sent() {
    database.jdbc().sql("update tds_notifications set sent_at = now()").update();
  }

  /** The messages that each channel has not sent, which are the same for all channels. */
  private static List<String> waiting() {
    List<List<String>> byChannel =
        CHANNELS.stream().map(AlertLifeTest::waiting).distinct().toList();
    assertThat(byChannel).hasSize(1);
    return byChannel.getFirst();
  }

  private static List<String> waiting(String channel) {
    return database
        .jdbc()
        .sql(
            """
            select change || ' ' || severity || ' ' || title || ', see ' || runbook
              from tds_notifications
             where channel = :channel and sent_at is null and given_up_at is null
             order by id
            """)
        .param("channel", channel)
        .query((row, number) -> row.getString(1))
        .list();
  }
}
