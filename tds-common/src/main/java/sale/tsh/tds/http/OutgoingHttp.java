package sale.tsh.tds.http;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Makes clients for addresses and headers that are secrets. */
public final class OutgoingHttp {

  private OutgoingHttp() {}

  /**
   * A client that follows no redirects, since another host must not get the secrets.
   *
   * @param connect how long a connection may take
   * @param threads that run the calls
   */
  public static HttpClient client(Duration connect, Executor threads) {
    return HttpClient.newBuilder()
        .connectTimeout(connect)
        .followRedirects(HttpClient.Redirect.NEVER)
        .executor(threads)
        .build();
  }
}
