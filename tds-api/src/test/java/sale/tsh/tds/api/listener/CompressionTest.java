package sale.tsh.tds.api.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.api.dashboard.DashboardTest;

/** Pages, scripts and JSON are compressed for the page itself and for programs. */
class CompressionTest extends DashboardTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dashboard/",
        "/dashboard/assets/page.js",
        "/dashboard/assets/page.css",
        "/dashboard/assets/htmx.min.js",
        "/openapi.json"
      })
  void compressedBytesAreTheSameContent(String path) throws Exception {
    HttpResponse<byte[]> plain = get(path);
    HttpResponse<byte[]> compressed = get(path, "Accept-Encoding", "gzip");
    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(compressed.body().length).isLessThan(plain.body().length * 4 / 10);
    byte[] content =
        new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes();
    if (path.contains("/assets/")) {
      assertThat(content).isEqualTo(plain.body());
    } else {
      assertThat(content.length).isBetween(plain.body().length - 200, plain.body().length + 200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void anotherSitesPageGetsPlainBytes(String site) throws Exception {
    HttpResponse<byte[]> answer =
        get("/dashboard/", "Accept-Encoding", "gzip", "Sec-Fetch-Site", site);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-origin", "none"})
  void theBrowserOfAnOperatorGetsThemCompressed(String site) throws Exception {
    HttpResponse<byte[]> answer =
        get("/dashboard/", "Accept-Encoding", "gzip", "Sec-Fetch-Site", site);
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
  }

  /** Its answer is short, and an API answers thousands of them a second. */
  @ParameterizedTest
  @ValueSource(strings = {"/health", "/ready", "/webhooks/nosuch"})
  void theAnswersForMachinesAreSentAsTheyAre(String path) throws Exception {
    assertThat(get(path, "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
        .isEmpty();
  }

  private HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }
}
