package sale.tsh.tds.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.alert.QueueFigures;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.Operation;
import sale.tsh.tds.delivery.Reading;
import sale.tsh.tds.delivery.RefusalCause;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.inbox.MeteredInbox;
import sale.tsh.tds.inbox.ReceivedChange;
import sale.tsh.tds.inbox.ReceivedDelivery;
import sale.tsh.tds.queue.ClaimSettings;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.Failure;
import sale.tsh.tds.queue.MeteredEventQueue;
import sale.tsh.tds.queue.Place;
import sale.tsh.tds.queue.RetryPolicy;
import sale.tsh.tds.testing.TestDatabase;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the rules and the board ask Prometheus for is what the processes show. */
class MetricNamesTest {

  private static final Pattern OURS = Pattern.compile("\\btds_[a-z_]+\\b");
  private static Set<String> shown = Set.of();

  @BeforeAll
  static void letEverythingHappenOnce() {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (TestDatabase database = TestDatabase.migrated()) {
      EventQueue queue =
          new MeteredEventQueue(
              database.jdbc(),
              new RetryPolicy(1, List.of(Duration.ZERO)),
              RandomGenerator.getDefault(),
              meters);
      MeteredInbox inbox =
          new MeteredInbox(
              database.jdbc(), queue, database.transactions(), UUID::randomUUID, meters);
      ReceivedDelivery received =
          new ReceivedDelivery(new Delivery("items", "", "", "{}"), null, 2, "{}", "");
      inbox.accept(
          ReceivedChange.of(
              received,
              new Reading.Change(
                  EntityCatalogue.kindOf("item"),
                  "1",
                  Operation.UPDATED,
                  Optional.empty(),
                  JsonNodeFactory.instance.objectNode())));
      inbox.keepRefused(received, RefusalCause.NO_ID, "It has none.", 1);
      ClaimSettings claim = new ClaimSettings("w1", 1, Duration.ofSeconds(30));
      queue.release(queue.claim(claim, Place.FIRST));
      ClaimedEvent event = queue.claim(claim, Place.FIRST).getFirst();
      Failure failure = new Failure(event, "broken", "{}", Duration.ZERO);
      queue.fail(failure, "w1");
      queue.fail(failure, "w1");
      queue.redrive(
          database.jdbc().sql("select id from tds_dead_letter_queue").query(UUID.class).single());
      InstantSource clock = InstantSource.system();
      new QueueGauges(
              new FiguresSample(
                  new QueueFigures(database.jdbc(), database.transactions(), clock)::read, clock))
          .bindTo(meters);
      shown = names(meters.scrape());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"prometheus/tds.rules.yml", "grafana/tds-core.json"})
  void everyMetricThatIsAskedForExists(String file) throws IOException {
    Set<String> asked = names(Files.readString(Path.of("../deploy", file)));

    assertThat(asked).hasSizeGreaterThan(5).isSubsetOf(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tds_event_pickup_seconds_bucket",
        "tds_event_attempt_seconds_bucket",
        "tds_intake_seconds_bucket"
      })
  void durationsHaveBuckets(String name) {
    assertThat(shown).contains(name);
  }

  private static Set<String> names(String text) {
    return OURS.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}
