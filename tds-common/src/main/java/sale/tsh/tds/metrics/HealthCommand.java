package sale.tsh.tds.metrics;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import sale.tsh.tds.settings.Credentials;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;

/**
 * The command {@code health}, which asks the running process of this machine. A container's image
 * has no other program that could.
 *
 * @param out takes the answer of the process
 * @param err says why there is none
 */
public record HealthCommand(Settings settings, PrintStream out, PrintStream err) {

  private static final List<String> CHECKS = List.of("readiness", "liveness");
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int LONGEST_ANSWER = 64 * 1024;

  /** Reads the settings of this process's environment. */
  public HealthCommand() {
    this(new Settings(System::getenv), System.out, System.err);
  }

  /**
   * Asks and returns the exit code: 0 for a healthy process, 1 for any other, 2 for a wrong setting
   * or word.
   *
   * @param portVariable the setting with the management port
   * @param words {@code readiness}, which is the default, or {@code liveness}
   */
  public int run(String portVariable, int defaultPort, List<String> words) {
    try {
      String check = words.isEmpty() ? CHECKS.getFirst() : String.join(" ", words);
      if (!CHECKS.contains(check)) {
        throw new SettingException("health takes one word, readiness or liveness");
      }
      int port = settings.number(portVariable, defaultPort, 1, 65_535);
      String answer = ask(ManagementSettings.from(settings), port, check);
      out.println(answer.replaceFirst("(?s).*?\r\n\r\n", ""));
      return answer.matches("(?s)HTTP/1\\.1 200 .*") ? 0 : 1;
    } catch (SettingException e) {
      err.println(e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println("The process gives no answer: " + e.getMessage());
      return 1;
    }
  }

  /** Starts in a tenth of a second, because it needs none of the classes of an HTTP client. */
  private static String ask(ManagementSettings management, int port, String check)
      throws IOException {
    InetAddress host =
        management.host().isAnyLocalAddress()
            ? InetAddress.getLoopbackAddress()
            : management.host();
    String account = management.account().map(HealthCommand::header).orElse("");
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
      socket
          .getOutputStream()
          .write(
              "GET /actuator/health/%s HTTP/1.0\r\nHost: localhost\r\n%s\r\n"
                  .formatted(check, account)
                  .getBytes(US_ASCII));
      return new String(socket.getInputStream().readNBytes(LONGEST_ANSWER), UTF_8);
    }
  }

  private static String header(Credentials account) {
    return "Authorization: %s\r\n".formatted(account.basic());
  }
}
