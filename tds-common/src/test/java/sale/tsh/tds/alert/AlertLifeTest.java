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
import sale.tsh.tds.notification.Outbox;
import sale.tsh.tds.settings.Environment;
import sale.tsh.tds.testing.TestDatabase;

/**
 * Each alert of the catalogue from its raise to its end, and what is told of it by each channel.
 */
@SpringBootTest(
    classes = AlertsTest.Application.class,
    properties = "spring.config.import=classpath:tds-common.yaml")
class AlertLifeTest {

  private static final TestDatabase database = TestDatabase.migrated();
  private static final List<String> CHANNELS = List.of("slack", "email");

  private static final AlertSettings SETTINGS =
      AlertSettings.from(
          new Environment(Map.of("ALERT_SILENCE_HOURS", "24", "ALERT_BACKUP_AGE", "36h")::get));

  /** By cause: at rest, and then as bad as each of its levels, rising. */
  private static final Map<String, List<Consumer<QueueState>>> STATES =
      Map.of(
          "queue-backlog",
          List.of(
              state -> state.pending(0),
              state -> state.pending(501),
              state -> state.pending(1_001)),
          "dead-letters",
          List.of(
              state -> state.deadLetters(0),
              state -> state.deadLetters(51),
              state -> state.deadLetters(101)),
          "stuck-events",
          List.of(
              state -> state.processing(0, Duration.ZERO),
              state -> state.processing(1, Duration.ofMinutes(61))),
          "failure-rate",
          List.of(
              state -> state.attempts(100, 0),
              state -> state.attempts(100, 6),
              state -> state.attempts(100, 11)),
          "paused-kind",
          List.of(state -> state.resume("item"), state -> state.pause("item")),
          "pending-age",
          List.of(
              state -> state.pending(0),
              state -> state.events("pending", 1, Duration.ofMinutes(16))),
          "worker-not-seen",
          List.of(
              state -> state.workerSeen(Duration.ZERO),
              state -> state.workerSeen(Duration.ofMinutes(3))),
          "webhook-silence",
          List.of(
              state -> state.accepted(Duration.ZERO),
              state -> state.accepted(Duration.ofHours(25))),
          "backup-age",
          List.of(
              state -> state.backedUp(Duration.ZERO),
              state -> state.backedUp(Duration.ofHours(37))));

  private final Alerts alerts;
  private final QueueState state = new QueueState(database.jdbc());
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private final AlertWatch watch =
      new AlertWatch(
          new QueueFigures(database.jdbc(), database.transactions(), () -> now),
          database.jdbc(),
          new Outbox(database.jdbc(), CHANNELS),
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
    look();
    assertThat(alerts.active()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("levels")
  void raisedAndResolvedItIsToldTwice(String title, Rule rule, int rise) {
    Level level = level(rule, rise);
    bring(rule, rise);
    look();
    look();
    assertActive(level);
    assertThat(waiting()).containsExactly(news("raised", rule, level));

    bring(rule, 0);
    look();
    look();
    assertThat(alerts.active()).isEmpty();
    assertThat(waiting())
        .containsExactly(news("raised", rule, level), news("resolved", rule, level));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("levels")
  void acknowledgedItIsQuietUntilItIsResolvedAndRaisedAnew(String title, Rule rule, int rise) {
    Level level = level(rule, rise);
    bring(rule, rise);
    look();
    UUID first = assertActive(level).id();
    sent();

    assertThat(alerts.acknowledge(first, "ali")).isTrue();
    look();
    bring(rule, 0);
    look();
    assertThat(alerts.active()).isEmpty();
    assertThat(waiting()).isEmpty();

    bring(rule, rise);
    look();
    assertThat(assertActive(level).id()).isNotEqualTo(first);
    assertThat(waiting()).containsExactly(news("raised", rule, level));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("escalations")
  void aWarningThatTurnsCriticalIsToldOnceMore(
      String title, Rule rule, int rise, boolean acknowledged) {
    bring(rule, rise);
    look();
    UUID id = assertActive(level(rule, rise)).id();
    sent();
    if (acknowledged) {
      alerts.acknowledge(id, "ali");
      assertThat(alerts.active()).isEmpty();
    }

    Level worse = level(rule, rise + 1);
    bring(rule, rise + 1);
    look();
    look();
    assertThat(assertActive(worse).id()).isEqualTo(id);
    assertThat(waiting()).containsExactly(news("escalated", rule, worse));

    bring(rule, 0);
    look();
    assertThat(alerts.active()).isEmpty();
    assertThat(waiting())
        .containsExactly(news("escalated", rule, worse), news("resolved", rule, worse));
  }

  static Stream<Arguments> levels() {
    return AlertCatalogue.rules(SETTINGS).stream()
        .flatMap(
            rule ->
                IntStream.rangeClosed(1, rule.levels().size())
                    .mapToObj(rise -> Arguments.of(level(rule, rise).title(), rule, rise)));
  }

  static Stream<Arguments> escalations() {
    return AlertCatalogue.rules(SETTINGS).stream()
        .flatMap(
            rule ->
                IntStream.range(1, rule.levels().size())
                    .boxed()
                    .flatMap(
                        rise ->
                            Stream.of(false, true)
                                .map(
                                    acknowledged ->
                                        Arguments.of(
                                            level(rule, rise + 1).title()
                                                + (acknowledged
                                                    ? ", after an acknowledgement"
                                                    : ""),
                                            rule,
                                            rise,
                                            acknowledged))));
  }

  private static Level level(Rule rule, int rise) {
    return rule.levels().reversed().get(rise - 1);
  }

  private void bring(Rule rule, int rise) {
    List<Consumer<QueueState>> states = STATES.getOrDefault(rule.cause(), List.of());
    assertThat(states).as("states of %s", rule.cause()).hasSize(rule.levels().size() + 1);
    states.get(rise).accept(state);
  }

  /** A minute later. */
  private void look() {
    now = now.plus(Duration.ofMinutes(1));
    watch.runOnce();
  }

  private ActiveAlert assertActive(Level level) {
    List<ActiveAlert> active = alerts.active();
    assertThat(active)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.title()).isEqualTo(level.title());
              assertThat(alert.severity()).isEqualTo(level.severity());
              assertThat(alert.message()).endsWith(level.action());
            });
    return active.getFirst();
  }

  private static String news(String change, Rule rule, Level level) {
    return "%s %s %s, see %s"
        .formatted(
            change, level.severity().text(), level.title(), SETTINGS.runbookOf(rule.cause()));
  }

  private static void sent() {
    database.jdbc().sql("update tds_notifications set sent_at = now()").update();
  }

  /** What each channel has still to tell, which is the same of all. */
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
