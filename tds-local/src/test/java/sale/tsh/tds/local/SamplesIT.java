package sale.tsh.tds.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replays the sample payloads in the folder {@code TDS_SAMPLES}. The manifest {@code samples.jsonl}
 * says to which path each file goes and what must become of it.
 */
@Tag("system")
class SamplesIT {

  private static final JsonMapper JSON = new JsonMapper();

  /** Files that describe the samples or are inputs of other tests. */
  private static final Set<String> NO_DELIVERIES =
      Set.of("README.md", "webhook-captures/signature-vectors.json");

  /** Answers of Zoho's API, which are never delivered. */
  private static final String API_ANSWERS = "api-answers/";

  @Test
  void eachSampleBecomesWhatTheManifestSays() throws IOException {
    String named = System.getenv("TDS_SAMPLES");
    assumeThat(named).as("TDS_SAMPLES names the folder of samples").isNotNull();
    Path folder = Path.of(Optional.ofNullable(named).orElseThrow()).toAbsolutePath();
    List<JsonNode> manifest = manifest();
    assertThat(files(folder))
        .as("the manifest names every sample")
        .containsExactlyInAnyOrderElementsOf(
            manifest.stream().map(each -> each.get("file").stringValue()).toList());

    try (LocalSystem system =
        LocalSystem.start(Map.of("RETRY_DELAYS", "50ms", "WORKER_POLL_INTERVAL", "50ms"))) {
      SoftAssertions softly = new SoftAssertions();
      for (JsonNode sample : manifest) {
        check(softly, system, folder, sample);
      }
      softly.assertAll();
      assertRebuilds(system);
    }
  }

  /** The packaged command finds no difference to what came in as webhooks, and repairs one. */
  private static void assertRebuilds(LocalSystem system) {
    assertThat(rebuild(system, "invoice", "--dry-run")).contains("invoice: 0 of ");
    system
        .jdbc()
        .sql(
            """
            with first as (select min(invoice_id) as id from zoho.invoice_lines),
                 dropped as (delete from zoho.invoice_lines where invoice_id = (select id from first))
            update zoho.invoices set status = 'other' where invoice_id = (select id from first)
            """)
        .update();
    assertThat(rebuild(system, "invoice", "--dry-run")).contains("invoice: 1 of ", "would change");
    assertThat(rebuild(system, "invoice")).contains("invoice: 1 of ", " changed");
    assertThat(rebuild(system, "invoice", "--dry-run")).contains("invoice: 0 of ");
  }

  private static String rebuild(LocalSystem system, String... arguments) {
    Command rebuild =
        JarCommand.run(
            "tds-worker",
            system.databaseUrl(),
            Stream.concat(Stream.of("rebuild"), Stream.of(arguments)).toArray(String[]::new));
    assertThat(rebuild.succeeded()).as(rebuild.output()).isTrue();
    return rebuild.output();
  }

  private static void check(SoftAssertions softly, LocalSystem system, Path folder, JsonNode sample)
      throws IOException {
    String file = sample.get("file").stringValue();
    String becomes = sample.get("becomes").stringValue();
    HttpResponse<String> response =
        system.deliver(
            sample.get("path").stringValue(),
            sample.path("type").asString("application/json"),
            Files.readString(folder.resolve(file), UTF_8));
    JsonNode answer = JSON.readTree(response.body());
    switch (becomes) {
      case "refused" -> {
        softly.assertThat(response.statusCode()).as(file).isBetween(400, 499);
        softly
            .assertThat(answer.path("cause").asString())
            .as(file)
            .isEqualTo(sample.get("cause").stringValue());
      }
      case "duplicate" -> {
        softly.assertThat(response.statusCode()).as(file).isEqualTo(202);
        softly.assertThat(answer.path("queued").asBoolean(true)).as(file).isFalse();
      }
      default -> {
        softly.assertThat(response.statusCode()).as(file).isEqualTo(202);
        softly.assertThat(answer.path("queued").asBoolean(false)).as(file).isTrue();
        checkEvent(softly, system, sample, answer.path("event_id").asString());
      }
    }
  }

  private static void checkEvent(
      SoftAssertions softly, LocalSystem system, JsonNode sample, String event) {
    String file = sample.get("file").stringValue();
    await(file)
        .atMost(Duration.ofMinutes(1))
        .until(() ->
            one(
                    system,
                    "select status in ('completed', 'dead_letter') from tds_sync_queue where id = ?::uuid",
                    event)
                .equals("t"));
    softly
        .assertThat(
            one(
                system,
                "select outcome from tds_sync_logs where queue_id = ?::uuid order by attempt desc limit 1",
                event))
        .as(file)
        .isEqualTo(sample.get("becomes").stringValue());
    softly
        .assertThat(one(system, "select event_type from tds_sync_queue where id = ?::uuid", event))
        .as(file)
        .isEqualTo(sample.get("event_type").stringValue());
    if (sample.has("row")) {
      checkRow(softly, system, sample);
    }
  }

  private static void checkRow(SoftAssertions softly, LocalSystem system, JsonNode sample) {
    String file = sample.get("file").stringValue();
    JsonNode row = sample.get("row");
    String key = row.get("key").stringValue();
    String id = row.get("id").stringValue();
    sample
        .get("values")
        .forEachEntry((column, expected) -> {
          // Compared in the type of the column, so that 40 and 40.00 are the same amount.
          String found =
              one(
                  system,
                  """
                  select coalesce(%2$s::text, 'null') || ' ' ||
                         (%2$s is not distinct from (json_populate_record(null::zoho.%1$s, ?::json)).%2$s)
                    from zoho.%1$s
                   where %3$s = ?
                  """
                      .formatted(row.get("table").stringValue(), column, key),
                  "{\"%s\":%s}".formatted(column, expected),
                  id);
          softly.assertThat(found).as("%s: %s is %s", file, column, expected).endsWith(" true");
        });
    if (sample.has("lines")) {
      softly
          .assertThat(
              one(
                  system,
                  "select count(*) from zoho.%s where %s = ?"
                      .formatted(sample.get("lines").get("table").stringValue(), key),
                  id))
          .as("%s: lines", file)
          .isEqualTo(sample.get("lines").get("count").toString());
    }
  }

  /** The only value of a query as text, or an empty text if there is no row. */
  private static String one(LocalSystem system, String query, Object... parameters) {
    return system
        .jdbc()
        .sql(query)
        .params(List.of(parameters))
        .query((row, number) -> row.getString(1))
        .optional()
        .orElse("");
  }

  private static List<JsonNode> manifest() throws IOException {
    List<JsonNode> samples = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("src/test/resources/samples.jsonl"))) {
      samples.add(JSON.readTree(line));
    }
    return samples;
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(file -> !file.startsWith(API_ANSWERS) && !NO_DELIVERIES.contains(file))
          .toList();
    }
  }
}
