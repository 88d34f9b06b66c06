package sale.tsh.tds.worker.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.testing.Checkout;
import sale.tsh.tds.worker.SteppedWorker;
import tools.jackson.databind.JsonNode;

/**
 * Runs each query of {@code docs/mirror.md} on the small business of {@code business.jsonl}, which
 * came in as webhooks. The answers are in {@code answers.txt}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MirrorQueriesTest {

  private static final Pattern QUERY =
      Pattern.compile("(?ms)^### ([^\\n]+)$(?:(?!^#).)*?^```sql\\n(.*?);\\n```$");
  private static final Map<String, String> QUERIES =
      QUERY
          .matcher(Checkout.read("docs/mirror.md"))
          .results()
          .collect(Collectors.toMap(query -> query.group(1), query -> query.group(2)));

  private final SteppedWorker worker = new SteppedWorker();

  @BeforeAll
  void runTheBusiness() {
    resource("business.jsonl").lines().map(Json::parse).forEach(this::deliver);
    worker.runAll();
    assertThat(worker.count("tds_sync_queue where status <> 'completed'")).isZero();
  }

  @AfterAll
  void close() {
    worker.close();
  }

  static Stream<String> answers() {
    return Stream.of(resource("answers.txt").strip().split("\n\n", -1));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void queryHasItsAnswer(String answer) {
    List<String> lines = answer.lines().toList();
    assertThat(QUERIES).containsKey(lines.getFirst());
    String query =
        QUERIES.getOrDefault(lines.getFirst(), "").replace("current_date", "date '2026-11-30'");
    assertThat(rows(query)).isEqualTo(lines.subList(1, lines.size())).isNotEmpty();
  }

  @Test
  void everyQueryHasAnAnswer() {
    assertThat(QUERIES.keySet())
        .hasSizeGreaterThanOrEqualTo(20)
        .containsExactlyInAnyOrderElementsOf(
            answers().map(answer -> answer.lines().findFirst().orElseThrow()).toList());
  }

  private void deliver(JsonNode delivery) {
    String[] address = delivery.get("path").stringValue().split("\\?", 2);
    worker.deliver(
        address[0], address.length == 1 ? "" : address[1], delivery.get("body").toString());
  }

  /** The rows as text, with bars between columns. */
  private List<String> rows(String query) {
    return worker
        .jdbc()
        .sql(query)
        .query((row, number) -> {
          int columns = row.getMetaData().getColumnCount();
          String[] values = new String[columns];
          for (int i = 0; i < columns; i++) {
            values[i] = Objects.toString(row.getString(i + 1));
          }
          return String.join("|", values);
        })
        .list();
  }

  private static String resource(String name) {
    try (@Nullable InputStream file =
        MirrorQueriesTest.class.getResourceAsStream("/mirror/" + name)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
