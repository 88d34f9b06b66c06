package sale.tsh.tds.worker.zoho;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sale.tsh.tds.http.OutgoingHttp;
import sale.tsh.tds.worker.zoho.ZohoFault.Unavailable;
import sale.tsh.tds.worker.zoho.ZohoFault.Unbelievable;

/** One HTTP call at a time, limited in time and size. Follows no redirects. */
final class HttpExchange {

  /** In bytes. The largest page of a list has some two million. */
  private static final int LARGEST_BODY = 16 * 1024 * 1024;

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

  private final HttpClient client = OutgoingHttp.client(CONNECT, threads);

  private final Duration timeout;

  /**
   * @param timeout for the whole answer
   */
  HttpExchange(Duration timeout) {
    this.timeout = timeout;
  }

  /** What came back. */
  record RawAnswer(int status, HttpHeaders headers, String body) {}

  /** Sends a request. The exception names no part of the request, since it may hold secrets. */
  RawAnswer send(HttpRequest.Builder request) throws ZohoException, InterruptedException {
    CompletableFuture<HttpResponse<InputStream>> response =
        client.sendAsync(
            request.timeout(timeout).build(), HttpResponse.BodyHandlers.ofInputStream());
    CompletableFuture<RawAnswer> answer = response.thenApplyAsync(HttpExchange::whole, threads);
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ZohoException(new Unavailable("no whole answer in " + timeout.toSeconds() + " s"));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ZohoException(
          cause instanceof BodyTooLargeException
              ? new Unbelievable("it has more than %d bytes".formatted(LARGEST_BODY))
              : new Unavailable(cause.getClass().getSimpleName()));
    } finally {
      endReading(response);
    }
  }

  /** A body without an end would otherwise hold its connection and its thread for ever. */
  private static void endReading(CompletableFuture<HttpResponse<InputStream>> response) {
    if (!response.cancel(true) && !response.isCompletedExceptionally()) {
      try {
        response.join().body().close();
      } catch (IOException e) {
        // Nobody reads it any more.
      }
    }
  }

  private static RawAnswer whole(HttpResponse<InputStream> response) {
    try (InputStream stream = response.body()) {
      byte[] bytes = stream.readNBytes(LARGEST_BODY + 1);
      if (bytes.length > LARGEST_BODY) {
        throw new BodyTooLargeException();
      }
      return new RawAnswer(
          response.statusCode(), response.headers(), new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class BodyTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
