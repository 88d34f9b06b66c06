package sale.tsh.tds.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

class DatabaseSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "postgresql://u:p@ss@db:5432/tds, jdbc:postgresql://db:5432/tds, u, p@ss",
    "postgresql://u:p%40ss+1@db:6543/tds, jdbc:postgresql://db:6543/tds, u, p@ss+1",
    "postgres://u:p@db/tds?sslmode=require, jdbc:postgresql://db/tds?sslmode=require, u, p",
    "postgresql+asyncpg://u:p@db:5432/tds, jdbc:postgresql://db:5432/tds, u, p",
    "jdbc:postgresql://db:5432/tds, jdbc:postgresql://db:5432/tds, postgres,",
    "postgresql://u.tenant:p@pooler.example:6543/postgres, jdbc:postgresql://pooler.example:6543/postgres, u.tenant, p",
    "'postgresql://u:p@ss@one:5432,two:6543/tds', 'jdbc:postgresql://one:5432,two:6543/tds?targetServerType=primary', u, p@ss",
    "'postgresql://u:p@one,two/tds?sslmode=require', 'jdbc:postgresql://one,two/tds?sslmode=require&targetServerType=primary', u, p",
    "'postgresql://u:p@one,two/tds?targetServerType=any', 'jdbc:postgresql://one,two/tds?targetServerType=any', u, p",
  })
  void settingsReadTheUrlsThatOperatorsWrite(
      String value, String url, String user, String password) {
    DatabaseSettings settings = from(Map.of("DATABASE_URL", value));
    assertThat(settings.url()).isEqualTo(url);
    assertThat(settings.user()).isEqualTo(user);
    assertThat(settings.password()).isEqualTo(password);
  }

  @Test
  void settingsReadTheParts() {
    DatabaseSettings settings =
        from(
            Map.of(
                "DATABASE_HOST",
                "db",
                "DATABASE_PORT",
                "5433",
                "DATABASE_NAME",
                "tds",
                "DATABASE_USER",
                "u",
                "DATABASE_PASSWORD",
                "p"));
    assertThat(settings.url()).isEqualTo("jdbc:postgresql://db:5433/tds");
    assertThat(settings.password()).isEqualTo("p");
  }

  /** Lesson 17: no code read the variables that the operations guide named. */
  @Test
  void poolMaximumIncludesTheOverflow() {
    assertThat(
            from(Map.of("DATABASE_POOL_SIZE", "20", "DATABASE_MAX_OVERFLOW", "40")).poolMaximum())
        .isEqualTo(60);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:secret@db/tds",
        "postgresql://u:sec ret@db/tds",
        "postgresql://u:secret@db",
        "postgresql://db/tds?password=secret",
        "u:secret@db/tds"
      })
  void refusalOfAUrlShowsNoPassword(String value) {
    assertThatThrownBy(() -> from(Map.of("DATABASE_URL", value)))
        .isInstanceOf(SettingException.class)
        .hasMessage("DATABASE_URL must be like postgresql://user:password@host:5432/database");
  }

  @Test
  void textShowsNoPassword() {
    assertThat(from(Map.of("DATABASE_URL", "postgresql://u:hidden@db/tds")).toString())
        .doesNotContain("hidden");
  }

  private static DatabaseSettings from(Map<String, String> variables) {
    return DatabaseSettings.from(new Settings(variables::get));
  }
}
