package sale.tsh.tds.settings;

import java.util.Locale;

/** Host names and addresses as callers write them, such as {@code [::1]:8001}. */
public final class HostNames {

  private HostNames() {}

  /**
   * Whether this is a name by which every machine calls itself, with or without a port. A DNS name
   * that somebody has pointed at this machine is not one, because a page loaded under that name
   * could read the answer.
   */
  public static boolean isOfThisMachine(String host) {
    String name = withoutPort(host).toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.matches("127(\\.\\d{1,3}){3}")
        || name.matches("\\[?(::1|0:0:0:0:0:0:0:1)]?");
  }

  /** The name or address without its port. An IPv6 address keeps its brackets. */
  public static String withoutPort(String host) {
    return host.matches("(?:[^:]*|\\[.*]):\\d{1,5}")
        ? host.substring(0, host.lastIndexOf(':'))
        : host;
  }
}
