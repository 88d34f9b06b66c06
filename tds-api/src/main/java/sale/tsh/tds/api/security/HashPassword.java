package sale.tsh.tds.api.security;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder.BCryptVersion;
import sale.tsh.tds.settings.SettingException;

/** The command {@code hash-password}, which makes the hash of a password for the settings. */
public final class HashPassword {

  private static final int SHORTEST = 12;

  /** Bcrypt ignores the bytes beyond. */
  private static final int MOST_BYTES = 72;

  /** Each step doubles the time of a check, which is 80 ms on a processor of 2025. */
  private static final int COST = 11;

  private HashPassword() {}

  /**
   * Reads a password and prints its hash. Returns the exit code, 0 or 1. A terminal does not show
   * the password. Without a terminal the password is the first line of the input.
   */
  public static int run() throws IOException {
    try {
      System.out.println(hash(read()));
      return 0;
    } catch (SettingException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  static String hash(String password) {
    if (password.indexOf('\uFFFD') >= 0) {
      throw new SettingException("the password is no text in this terminal's charset");
    }
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    if (password.length() < SHORTEST || bytes > MOST_BYTES) {
      throw new SettingException(
          "the password has %d characters in %d bytes but must have at least %d characters and at most %d bytes"
              .formatted(password.length(), bytes, SHORTEST, MOST_BYTES));
    }
    return String.valueOf(new BCryptPasswordEncoder(BCryptVersion.$2B, COST).encode(password));
  }

  private static String read() throws IOException {
    Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (terminal.isPresent()) {
      char[] typed = terminal.get().readPassword("Password: ");
      return typed == null ? "" : new String(typed);
    }
    String line =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    return line == null ? "" : line;
  }
}
