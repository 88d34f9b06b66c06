package sale.tsh.tds.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.settings.SettingException;

/** The tests of the two processes start a server. These tests need none. */
class DeveloperPostgresTest {

  @Test
  void runningServerIsUsed() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      int port = server.getLocalPort();
      assertThat(DeveloperPostgres.defaults(Map.of("DATABASE_PORT", Integer.toString(port))))
          .isEqualTo(Map.of("ENVIRONMENT", "local", "DATABASE_PORT", port));
    }
  }

  @Test
  void namedServerIsUsed() {
    Map<String, Object> local = Map.of("ENVIRONMENT", "local");
    assertThat(DeveloperPostgres.defaults(Map.of("DATABASE_URL", "postgresql://db/tds")))
        .isEqualTo(local);
    assertThat(DeveloperPostgres.defaults(Map.of("DATABASE_HOST", "db"))).isEqualTo(local);
  }

  @Test
  void wrongPortIsNamed() {
    assertThatThrownBy(() -> DeveloperPostgres.defaults(Map.of("DATABASE_PORT", "none")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("DATABASE_PORT");
  }
}
