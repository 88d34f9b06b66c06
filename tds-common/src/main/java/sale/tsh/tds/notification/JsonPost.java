package sale.tsh.tds.notification;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sale.tsh.tds.http.OutgoingHttp;
import tools.jackson.databind.node.ObjectNode;

/** Posts JSON to an address that is a secret and appears in no message. */
final class JsonPost {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient client =
      OutgoingHttp.client(CONNECT_TIMEOUT, Executors.newVirtualThreadPerTaskExecutor());

  private final URI address;
  private final Duration timeout;

  JsonPost(URI address) {
    this(address, TIMEOUT);
  }

  JsonPost(URI address, Duration timeout) {
    this.address = address;
    this.timeout = timeout;
  }

  /**
   * Returns when the receiver has answered 2xx. The HTTP client's own timeout covers only the
   * headers. This one covers the body too, so that an unfinished answer does not block other
   * notifications.
   */
  void send(ObjectNode body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      int status = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      if (status < 200 || status > 299) {
        throw new UndeliveredException("it answered HTTP " + status);
      }
    } catch (ExecutionException e) {
      // The type says what happened. The message might quote the address.
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new UndeliveredException("it did not answer: " + cause.getClass().getSimpleName());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new UndeliveredException("it did not answer within %ds".formatted(timeout.toSeconds()));
    }
  }
}
