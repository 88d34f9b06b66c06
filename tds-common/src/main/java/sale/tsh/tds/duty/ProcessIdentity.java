package sale.tsh.tds.duty;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Which process this is.
 *
 * @param name no two processes share one
 */
public record ProcessIdentity(String name, String host, long pid) {

  /** This process, named by what it is, where it runs and its process id. */
  public static ProcessIdentity of(String application) {
    String host = hostName();
    long pid = ProcessHandle.current().pid();
    return new ProcessIdentity("%s@%s-%d".formatted(application, host, pid), host, pid);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
