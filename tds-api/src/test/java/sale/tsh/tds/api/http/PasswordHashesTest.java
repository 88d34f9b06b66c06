package sale.tsh.tds.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.testing.TestPassword;

class PasswordHashesTest {

  private final PasswordHashes hashes = new PasswordHashes();

  @Test
  void aPasswordThatWasRightIsRightAgainAndNoOtherIs() {
    for (int i = 0; i < 2; i++) {
      assertThat(hashes.matches("a long passwore", TestPassword.HASH)).isFalse();
      assertThat(hashes.matches(TestPassword.PASSWORD, TestPassword.HASH)).isTrue();
      assertThat(hashes.matches("", TestPassword.HASH)).isFalse();
      assertThat(hashes.matches(null, TestPassword.HASH)).isFalse();
    }
  }

  @Test
  void whatWasRightForOneHashIsAskedAnewForAnother() {
    assertThat(hashes.matches(TestPassword.PASSWORD, TestPassword.HASH)).isTrue();
    assertThat(hashes.matches(TestPassword.PASSWORD, HashPassword.hash("another password")))
        .isFalse();
  }

  @Test
  void theCommandsHashIsThatOfThePasswordAndAnotherEachTime() {
    String hash = HashPassword.hash("كلمة سر طويلة");
    assertThat(hashes.matches("كلمة سر طويلة", hash)).isTrue();
    assertThat(HashPassword.hash("كلمة سر طويلة")).isNotEqualTo(hash);
  }

  /** bcrypt would leave out what is beyond its 72 bytes, and say nothing. */
  @Test
  void aPasswordIsNeitherShortNorLongerThanBcryptSees() {
    for (String password : new String[] {"", "eleven char", "x".repeat(73), "ä".repeat(37)}) {
      assertThatThrownBy(() -> HashPassword.hash(password))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("at least 12 characters and at most 72 bytes")
          .hasMessageNotContaining("eleven");
    }
    assertThat(HashPassword.hash("x".repeat(72))).startsWith("$2b$11$");
  }
}
