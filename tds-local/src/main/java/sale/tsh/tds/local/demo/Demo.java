package sale.tsh.tds.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends sample webhooks and prints what became of each, according to the database. */
public final class Demo {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();

  private final String api;
  private final Optional<String> webhookKey;
  private final Connections connections;
  private final PrintStream out;

  /** Opens connections to the system's database. */
  @FunctionalInterface
  public interface Connections {
    Connection open() throws SQLException;
  }

  /**
   * Creates a demo.
   *
   * @param api the address of the API
   * @param webhookKey the value of {@code X-Webhook-Key}
   */
  public Demo(String api, Optional<String> webhookKey, Connections connections, PrintStream out) {
    this.api = api;
    this.webhookKey = webhookKey;
    this.connections = connections;
    this.out = out;
  }

  /** Sends all deliveries, then prints a row for each as soon as its outcome is known. */
  public void run() {
    List<DemoDelivery> deliveries = DemoDelivery.all();
    out.printf("%nSending %d sample webhooks to %s/webhooks/…%n%n", deliveries.size(), api);
    List<Sent> all = deliveries.stream().map(this::send).toList();
    try (Connection connection = connections.open()) {
      print(all, new Fates(connection));
    } catch (SQLException e) {
      throw new IllegalStateException("The database did not answer: " + e.getMessage(), e);
    }
  }

  private void print(List<Sent> all, Fates fates) throws SQLException {
    String row =
        "%%-%ds  %%-%ds  %%-%ds  %%s%%n"
            .formatted(
                width(all.stream().map(sent -> sent.delivery().what()).toList()),
                width(all.stream().map(sent -> sent.delivery().to()).toList()),
                width(all.stream().map(Sent::answer).toList()));
    out.printf(row, "WHAT WAS SENT", "/webhooks/", "ANSWER", "WHAT BECAME OF IT");
    Map<Fate.FateKind, Integer> counts = new EnumMap<>(Fate.FateKind.class);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (Sent sent : all) {
      Fate fate = await(sent, fates, deadline);
      counts.merge(fate.kind(), 1, Integer::sum);
      out.printf(row, sent.delivery().what(), sent.delivery().to(), sent.answer(), fate);
    }
    out.printf(
        "%n%d sent = %s%n",
        all.size(),
        counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey().words())
            .collect(Collectors.joining(" + ")));
  }

  private static Fate await(Sent sent, Fates fates, long deadline) throws SQLException {
    Fate fate = fates.of(sent);
    while (!fate.settled() && System.nanoTime() < deadline) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return fate;
      }
      fate = fates.of(sent);
    }
    return fate;
  }

  private Sent send(DemoDelivery delivery) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create(api + "/webhooks/" + delivery.to()).toURL().openConnection();
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", delivery.contentType());
      webhookKey.ifPresent(key -> connection.setRequestProperty("X-Webhook-Key", key));
      try (OutputStream body = connection.getOutputStream()) {
        body.write(delivery.body().getBytes(StandardCharsets.UTF_8));
      }
      int status = connection.getResponseCode();
      try (InputStream answer =
          status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        return sent(delivery, status, JSON.readTree(answer));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Sent sent(DemoDelivery delivery, int status, JsonNode answer) {
    return new Sent(
        delivery,
        status,
        answer.path("event_id").stringValueOpt().map(UUID::fromString),
        answer.path("queued").asBoolean(false),
        answer.path("cause").stringValue(""));
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }
}
