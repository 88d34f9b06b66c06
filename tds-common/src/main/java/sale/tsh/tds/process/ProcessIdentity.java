package sale.tsh.tds.process;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Which process this is, and of which version.
 *
 * @param name no two processes share one
 * @param version that of the jar, or {@code development} outside a jar
 */
public record ProcessIdentity(String name, String host, long pid, String version) {

  /** This process, named by its application, its host and its process id. */
  public static ProcessIdentity of(String application) {
    String host = hostName();
    long pid = ProcessHandle.current().pid();
    return new ProcessIdentity(
        "%s@%s-%d".formatted(application, host, pid), host, pid, implementationVersion());
  }

  /** The host and the process id, for names that need not say the application. */
  public String hostAndPid() {
    return host + "-" + pid;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String implementationVersion() {
    @Nullable String version = ProcessIdentity.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
