package sale.tsh.tds.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamesTest {

  @ParameterizedTest
  @CsvSource({
    "localhost, localhost, true",
    "LocalHost:8001, LocalHost, true",
    "tds.localhost:8001, tds.localhost, true",
    "127.0.0.1, 127.0.0.1, true",
    "127.1.2.3:80, 127.1.2.3, true",
    "::1, ::1, true",
    "[::1], [::1], true",
    "[::1]:8001, [::1], true",
    "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1, true",
    "10.0.0.5:8001, 10.0.0.5, false",
    "2001:db8::9, 2001:db8::9, false",
    "[2001:db8::9]:443, [2001:db8::9], false",
    "tds.example, tds.example, false",
    "localhost.evil.example:8001, localhost.evil.example, false",
    "127.0.0.1.evil.example, 127.0.0.1.evil.example, false",
    "localhost:8001:8001, localhost:8001:8001, false",
    "localhost:, localhost:, false",
    "'', '', false",
  })
  void nameEndsBeforeItsPort(String host, String name, boolean ours) {
    assertThat(HostNames.withoutPort(host)).isEqualTo(name);
    assertThat(HostNames.isOfThisMachine(host)).isEqualTo(ours);
  }
}
