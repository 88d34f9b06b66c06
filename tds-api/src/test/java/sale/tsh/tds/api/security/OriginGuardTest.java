package sale.tsh.tds.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

class OriginGuardTest {

  private static final HandlerExceptionResolver REFUSAL =
      (refused, answer, handler, why) -> {
        try {
          answer.setStatus(403);
          answer.getWriter().write(String.valueOf(why.getMessage()));
          return new ModelAndView();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      };

  /** A page that has its own name point here may set X-Forwarded-Host, but not Host. */
  @ParameterizedTest
  @CsvSource({
    "localhost, localhost:8001, 200",
    "127.0.0.1, 127.0.0.1, 200",
    "localhost, [::1]:8001, 200",
    "localhost, evil.example, 403",
    "localhost, localhost.evil.example:8001, 403",
  })
  void anOpenDashboardAnswersThisMachineOnly(String serverName, String host, int status)
      throws ServletException, IOException {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/dashboard/metrics");
    request.setServletPath("/dashboard/metrics");
    request.setServerName(serverName);
    request.addHeader("Host", host);
    MockHttpServletResponse response = new MockHttpServletResponse();
    new OriginGuard(true, "A_SETTING", REFUSAL).doFilter(request, response, new MockFilterChain());
    assertThat(response.getStatus()).isEqualTo(status);
  }

  /**
   * If the proxy does not say its port, or that it speaks TLS, the page's own site seems foreign.
   */
  @ParameterizedTest
  @CsvSource({
    "http://tds.example:8080, http, tds.example, 8080, 200",
    "http://tds.example:8080, http, tds.example, 80, 403",
    "https://tds.example, http, tds.example, 80, 403",
    "https://tds.example, http, 127.0.0.1, 8001, 403",
  })
  void aRefusalNamesTheOwnAddressAndTheHeadersItComesFrom(
      String origin, String scheme, String name, int port, int status)
      throws ServletException, IOException {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/dashboard/x");
    request.setScheme(scheme);
    request.setServerName(name);
    request.setServerPort(port);
    request.addHeader("Origin", origin);
    MockHttpServletResponse response = new MockHttpServletResponse();
    new OriginGuard(false, "A_SETTING", REFUSAL).doFilter(request, response, new MockFilterChain());
    assertThat(response.getStatus()).isEqualTo(status);
    if (status == 403) {
      assertThat(response.getContentAsString())
          .contains("%s://%s:%d".formatted(scheme, name, port))
          .contains("Host", "X-Forwarded-Host, -Proto and -Port");
    }
  }
}
