package sale.tsh.tds.bench.ours;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import sale.tsh.tds.bench.measure.BenchProblem;
import sale.tsh.tds.bench.measure.Durations;
import sale.tsh.tds.bench.measure.Quantiles;
import sale.tsh.tds.bench.trial.SampleBody;

/**
 * Concurrent callers of the API. Each posts one signed webhook after another over its own
 * connection. One thread drives them all, as load generators do, because it shares the processor
 * with the API. One thread per caller took up to a quarter of the processor.
 */
final class WebhookCallers implements AutoCloseable {

  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String host;
  private final Mac mac;
  private final Selector selector;
  private final List<Caller> callers;
  private int underWay;

  WebhookCallers(int callers, int port, String secret) {
    this.host = "127.0.0.1:" + port;
    try {
      this.selector = Selector.open();
      this.mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    } catch (IOException | GeneralSecurityException e) {
      throw new BenchProblem("Webhooks cannot be sent", e);
    }
    this.callers = Stream.generate(() -> new Caller(port, selector)).limit(callers).toList();
  }

  /** Returns how many webhooks per second were accepted, and how long they took. */
  Map<String, Double> measure(SampleBody body, Duration duration) {
    Durations durations = new Durations();
    long begin = System.nanoTime();
    callers.forEach(caller -> send(caller, body));
    while (underWay > 0) {
      awaitAnswers(caller -> {
        durations.add(caller.waitedNanos());
        if (System.nanoTime() - begin < duration.toNanos()) {
          send(caller, body);
        }
      });
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return Quantiles.calls(Durations.sortedMillis(List.of(durations)), seconds);
  }

  /** Posts one webhook and returns once it is accepted, which means committed. */
  void post(SampleBody body) {
    send(callers.getFirst(), body);
    while (underWay > 0) {
      awaitAnswers(caller -> {});
    }
  }

  private void send(Caller caller, SampleBody body) {
    caller.send(request(body));
    underWay++;
  }

  /** Waits until data arrives, and passes on each caller whose answer is complete. */
  private void awaitAnswers(Consumer<Caller> accepted) {
    try {
      int ready =
          selector.select(key -> take((Caller) key.attachment(), accepted), PATIENCE.toMillis());
      if (ready == 0) {
        throw new BenchProblem("The API did not answer within " + PATIENCE);
      }
    } catch (IOException e) {
      throw new BenchProblem("The API did not answer", e);
    }
  }

  private void take(Caller caller, Consumer<Caller> accepted) {
    if (caller.isAccepted()) {
      underWay--;
      accepted.accept(caller);
    }
  }

  private ByteBuffer request(SampleBody body) {
    byte[] bytes = body.fresh().getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /webhooks/"
            + body.path()
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + bytes.length
            + "\r\nX-Zoho-Webhook-Signature: "
            + HexFormat.of().formatHex(mac.doFinal(bytes))
            + "\r\n\r\n";
    return ByteBuffer.allocate(head.length() + bytes.length)
        .put(head.getBytes(StandardCharsets.US_ASCII))
        .put(bytes)
        .flip();
  }

  @Override
  public void close() {
    callers.forEach(Caller::close);
    try {
      selector.close();
    } catch (IOException e) {
      throw new BenchProblem("A selector did not close", e);
    }
  }
}
