package sale.tsh.tds.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

class OriginGuardTest {

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
    HandlerExceptionResolver problems =
        (refused, answer, handler, e) -> {
          answer.setStatus(403);
          return new ModelAndView();
        };
    new OriginGuard(true, "A_SETTING", problems).doFilter(request, response, new MockFilterChain());
    assertThat(response.getStatus()).isEqualTo(status);
  }
}
