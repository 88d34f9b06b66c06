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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.ParsedDelivery;
import sale.tsh.tds.entity.PausedKindEntries;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.inbox.InboxMeters;
import sale.tsh.tds.inbox.ReceivedChange;
import sale.tsh.tds.inbox.ReceivedDelivery;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.RecordOperation;
import sale.tsh.tds.queue.ClaimSettings;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.Failure;
import sale.tsh.tds.queue.QueueMeters;
import sale.tsh.tds.queue.QueuePosition;
import sale.tsh.tds.queue.RetryPolicy;
import sale.tsh.tds.refusal.RefusalCause;
import sale.tsh.tds.statistics.QueueHealthReader;
import sale.tsh.tds.testing.TestDatabase;
import tools.jackson.databind.node.JsonNodeFactory;

/** Checks that the processes show every metric that the rules and the dashboard query. */
class MetricNamesTest {

  private static final Pattern OURS = Pattern.compile("\\btds_[a-z_]+\\b");
  private static Set<String> shown = Set.of();

  @BeforeAll
  static void letEverythingHappenOnce() {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (TestDatabase database = TestDatabase.migrated()) {
      QueueMeters queueMeters = new QueueMeters(meters);
      EventQueue queue = database.queue(new RetryPolicy(1, List.of(Duration.ZERO)), queueMeters);
      Inbox inbox = database.inbox(new InboxMeters(meters));
      ReceivedDelivery received =
          new ReceivedDelivery(new Delivery("items", "", "", "{}"), null, 2, "{}", "");
      inbox.accept(
          ReceivedChange.of(
              received,
              new ParsedDelivery.Change(
                  KindCatalogue.kindOf("item"),
                  "1",
                  RecordOperation.UPDATED,
                  Optional.empty(),
                  JsonNodeFactory.instance.objectNode())));
      inbox.keepRefused(received, RefusalCause.NO_ID, "It has none.", 1);
      ClaimSettings claim = new ClaimSettings("w1", 1, Duration.ofSeconds(30));
      queue.release(queue.claim(claim, QueuePosition.FIRST));
      ClaimedEvent event = queue.claim(claim, QueuePosition.FIRST).getFirst();
      Failure failure = new Failure(event, "broken", "{}", Duration.ZERO);
      queue.fail(failure, "w1");
      queue.fail(failure, "w1");
      database
          .deadLetters(queueMeters)
          .redrive(
              database
                  .jdbc()
                  .sql("select id from tds_dead_letter_queue")
                  .query(UUID.class)
                  .single());
      InstantSource clock = InstantSource.system();
      new QueueGauges(
              new QueueHealthSample(
                  new QueueHealthReader(
                          database.jdbc(),
                          database.repository(PausedKindEntries.class),
                          database.transactions(),
                          clock)
                      ::read,
                  clock))
          .bindTo(meters);
      shown = names(meters.scrape());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"prometheus/tds.rules.yml", "grafana/tds-core.json"})
  void everyQueriedMetricExists(String file) throws IOException {
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
