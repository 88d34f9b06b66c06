package sale.tsh.tds.local.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Bodies that are designed to exhaust a process, of the largest size and in the highest number that
 * the API admits. Also opens the views of what became of them. Each process has 512 MiB.
 */
@Tag("faults")
class HostileFaultsIT extends DrillBase {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int MOST_BYTES = 5 * 1024 * 1024;

  /** The number of one-token elements that the limit of tokens leaves. */
  private static final int MANY = 240_000;

  private static final int AT_ONCE = 8;

  /**
   * Leaves the worker the time that it has by default, since the bodies take long beside a load.
   */
  @Override
  Drill startDrill() {
    return Drill.start(Map.of("WORKER_LEASE", "30s", "WORKER_HANDLER_TIMEOUT", "20s"));
  }

  @Test
  void bodiesOfTheWorstShapesEndNoProcess() throws Exception {
    long api = system.api().pid().orElseThrow();
    long worker = system.worker().pid().orElseThrow();
    drill.run(
        "bodies of the worst shapes at the limits, %d at once".formatted(AT_ONCE),
        2,
        (load, i) -> {
          sendAll(hostile(i));
          Load.awaitRest(drill.jdbc(), PATIENCE);
          requireExpectedEndAndDelete();
        });
    assertThat(system.api().pid()).as("the API, which ends when it lacks memory").hasValue(api);
    assertThat(system.worker().pid()).as("the worker, likewise").hasValue(worker);
  }

  /** An earlier view of the dead letters held all their bodies in memory at once. */
  @Test
  void viewsOfLargeDeadLettersEndNoProcess() throws Exception {
    long api = system.api().pid().orElseThrow();
    drill.run(
        "views of 40 dead letters of 4 MB, %d at once".formatted(AT_ONCE),
        1,
        (load, i) -> {
          String notes = "x".repeat(4_000_000);
          sendAll(
              IntStream.range(0, 40)
                  .mapToObj(n ->
                      new Call(
                          "customers",
                          "{\"contact_id\":\"d%d\",\"credit_limit\":\"none\",\"notes\":\"%s\"}"
                              .formatted(n, notes)))
                  .toList());
          Load.awaitRest(drill.jdbc(), PATIENCE);
          assertThat(system.count("tds_dead_letter_queue")).isEqualTo(40);
          view();
          requireExpectedEndAndDelete();
        });
    assertThat(system.api().pid()).as("the API, which ends when it lacks memory").hasValue(api);
  }

  private void view() throws Exception {
    String letter =
        drill
            .jdbc()
            .sql("select original_queue_id::text from tds_dead_letter_queue limit 1")
            .query(String.class)
            .single();
    List<String> paths =
        List.of(
            "/dashboard/dead-letter?limit=500",
            "/dashboard/events/" + letter,
            "/dashboard/view/events/" + letter,
            "/dashboard/dead-letter/groups");
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Integer>> views = new ArrayList<>();
      for (int i = 0; i < 3 * AT_ONCE; i++) {
        String path = paths.get(i % paths.size());
        views.add(
            threads.submit(() ->
                system
                    .http()
                    .send(
                        HttpRequest.newBuilder(system.uri(path)).timeout(PATIENCE).build(),
                        BodyHandlers.ofByteArray())
                    .statusCode()));
      }
      for (Future<Integer> view : views) {
        assertThat(view.get()).isIn(200, 503);
      }
    }
  }

  private static List<Call> hostile(int turn) {
    String id = "h" + turn;
    return List.of(
        new Call("customers", list(id, "{},", (MOST_BYTES - 100) / 3)),
        new Call("customers", list(id + "e", "{},", MANY / 2)),
        new Call("customers", list(id + "a", "[],", MANY / 2)),
        new Call("customers", list(id + "o", "{\"a\":{}},", MANY / 5)),
        new Call("customers", list(id + "p", "1e9999,", MANY)),
        new Call("customers", list(id + "m", "1e-9999,", MANY)),
        new Call("customers", list(id + "d", "1e59,", MANY)),
        new Call("invoices", lines(id, "{},", 19_999)),
        new Call("invoices", lines(id + "n", "{\"rate\":1e-50,\"quantity\":1e-50},", 19_999)),
        new Call(
            "invoices",
            lines(id + "w", "{\"description\":\"%s\"},".formatted("عميل ".repeat(50)), 8_000)),
        new Call("customers", members(id, 120_000)),
        new Call("customers", text(id + "t", "x")),
        new Call("customers", text(id + "u", "ع")),
        new Call("customers", digits(id + "9")),
        new Call("customers", colliding(id)),
        Call.form("JSONString=" + escaped(list(id + "f", "{},", MANY / 2))),
        Call.form("contact_id=" + id + "l" + fields("{},", MANY / 10, 4)),
        Call.form("contact_id=" + id + "b" + fields("{},", MANY / 4, 29)),
        Call.form("contact_id=" + id + "s&notes=" + "%D8%B9".repeat((MOST_BYTES - 100) / 6)),
        Call.compressed(text(id + "g", "x")));
  }

  /** The same with every character that is no letter or digit escaped, which hides its shape. */
  private static String escaped(String json) {
    return json.replace("{}", "%7B%7D").replace(",", "%2C");
  }

  /** Fields of a form. Each holds a list of its own. */
  private static String fields(String element, int count, int fields) {
    return IntStream.range(0, fields)
        .mapToObj(n -> "&x%d=[%s0]".formatted(n, element.repeat(count)))
        .collect(Collectors.joining());
  }

  private static String list(String id, String element, int count) {
    return "{\"contact_id\":\"%s\",\"x\":[%s0]}".formatted(id, element.repeat(count));
  }

  private static String lines(String id, String line, int count) {
    return "{\"invoice_id\":\"%s\",\"line_items\":[%s{}]}".formatted(id, line.repeat(count));
  }

  private static String members(String id, int count) {
    return IntStream.range(0, count)
        .mapToObj("\"m%d\":1"::formatted)
        .collect(Collectors.joining(",", "{\"contact_id\":\"%sk\",".formatted(id), "}"));
  }

  private static String text(String id, String character) {
    int bytes = character.getBytes(UTF_8).length;
    return "{\"contact_id\":\"%s\",\"notes\":\"%s\"}"
        .formatted(id, character.repeat((MOST_BYTES - 100) / bytes));
  }

  /** A number as text that takes the square of its length to parse. */
  private static String digits(String id) {
    return "{\"contact_id\":\"%s\",\"credit_limit\":\"%s\"}"
        .formatted(id, "9".repeat(MOST_BYTES - 100));
  }

  /** A body whose member names all have the same hash in Jackson. */
  private static String colliding(String id) {
    return IntStream.range(0, 1 << 15)
        .mapToObj(i ->
            IntStream.range(0, 15)
                .mapToObj(bit -> (i >> bit & 1) == 1 ? "Ab" : "BA")
                .collect(Collectors.joining("", "\"", "\":1")))
        .collect(Collectors.joining(",", "{\"contact_id\":\"%sc\",".formatted(id), "}"));
  }

  /** Sends all bodies. Repeats each until its answer is not 503. */
  private void sendAll(List<Call> calls) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Integer>> answers =
          calls.stream().map(call -> threads.submit(() -> send(call))).toList();
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isIn(202, 400);
      }
    }
  }

  private int send(Call call) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      HttpResponse<Void> answer =
          system
              .http()
              .send(
                  HttpRequest.newBuilder(system.uri("/webhooks/" + call.path()))
                      .header("Content-Type", call.type())
                      .header("Content-Encoding", call.encoding())
                      .timeout(PATIENCE)
                      .POST(call.body())
                      .build(),
                  BodyHandlers.discarding());
      if (answer.statusCode() != 503 || System.nanoTime() > end) {
        return answer.statusCode();
      }
      Thread.sleep(Duration.ofMillis(100)); // Like a sender that is asked to repeat.
    }
  }

  /**
   * Requires that the events are in the mirror or dead for the expected reason. Then deletes them,
   * so that only the load is counted.
   */
  private void requireExpectedEndAndDelete() {
    assertThat(
            drill
                .jdbc()
                .sql(
                    """
                    select distinct error_message from tds_sync_queue
                     where entity_type <> 'item' and status = 'dead_letter'
                       and error_message not like 'contact.credit_limit: "% is not a decimal number'
                    """)
                .query(String.class)
                .list())
        .isEmpty();
    for (String table :
        List.of(
            "tds_dead_letter_queue where entity_type <> 'item'",
            "tds_sync_logs where queue_id in (select id from tds_sync_queue where entity_type <> 'item')",
            "tds_sync_queue where entity_type <> 'item'",
            "tds_inbox_events where entity_type <> 'item'",
            "zoho.contacts",
            "zoho.invoice_lines",
            "zoho.invoices")) {
      drill.jdbc().sql("delete from " + table).update();
    }
  }

  private record Call(String path, String type, String encoding, BodyPublisher body) {

    Call(String path, String json) {
      this(path, "application/json", "identity", BodyPublishers.ofString(json));
    }

    static Call form(String fields) {
      return new Call(
          "customers",
          "application/x-www-form-urlencoded",
          "identity",
          BodyPublishers.ofString(fields));
    }

    /** A body that is small until somebody decodes it. */
    static Call compressed(String json) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (OutputStream gzip = new GZIPOutputStream(bytes)) {
        gzip.write(json.getBytes(UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Call(
          "customers", "application/json", "gzip", BodyPublishers.ofByteArray(bytes.toByteArray()));
    }
  }
}
