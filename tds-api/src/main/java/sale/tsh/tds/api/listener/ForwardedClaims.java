package sale.tsh.tds.api.listener;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sale.tsh.tds.settings.HostNames;

/**
 * Checks the values of {@code X-Forwarded-*} headers. Some proxies pass on values that their own
 * caller sent, so a value that does not fit its header has no effect.
 */
final class ForwardedClaims {

  private static final int LAST_PORT = 65_535;

  /** In characters. A host or a prefix goes into headers of answers, whose size is limited. */
  private static final int LONGEST = 250;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

  /** Segments that every reader understands alike, neither encoded nor made of dots alone. */
  private static final Pattern PREFIX = Pattern.compile("(?:/(?!\\.+(?:/|$))[A-Za-z0-9._~-]+)+/?");

  private ForwardedClaims() {}

  /**
   * Whether a header may be passed on.
   *
   * @param name in lower case
   * @param values one value per line of the header
   */
  static boolean isSound(String name, List<String> values) {
    return switch (name) {
      case "x-forwarded-proto" -> each(values, scheme -> scheme.matches("(?i)https?"));
      case "x-forwarded-host" -> each(values, ForwardedClaims::isHost);
      case "x-forwarded-port" -> each(values, ForwardedClaims::isPort);
      case "x-forwarded-prefix" ->
          values.size() == 1
              && values.getFirst().length() <= LONGEST
              && PREFIX.matcher(values.getFirst().strip()).matches();
      case "x-forwarded-ssl" -> true; // "on", or nothing.
      default -> false;
    };
  }

  /** The elements of a header's lines, which are separated by commas. */
  static List<String> listed(List<String> values) {
    return values.stream()
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  /** The address of a caller, if it is one. Some proxies write the caller's port behind it. */
  static Optional<String> address(String caller) {
    String text = withoutBrackets(HostNames.withoutPort(caller));
    return literal(text).map(address -> plain(address, text));
  }

  /** Reads an address by number. A name gives nothing. */
  static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** An IPv4 address can be read in several notations and is written in one. */
  private static String plain(InetAddress address, String text) {
    return address instanceof Inet4Address ? address.getHostAddress() : text;
  }

  private static boolean each(List<String> values, Predicate<String> sound) {
    return listed(values).stream().allMatch(sound);
  }

  private static boolean isHost(String text) {
    String name = HostNames.withoutPort(text);
    return name.length() <= LONGEST
        && (NAME.matcher(name).matches() || isIpv6(name))
        && (name.equals(text) || isPort(text.substring(name.length() + 1)));
  }

  private static boolean isIpv6(String name) {
    return name.startsWith("[")
        && !name.contains("%")
        && literal(withoutBrackets(name)).filter(Inet6Address.class::isInstance).isPresent();
  }

  private static boolean isPort(String text) {
    return text.matches("\\d{1,5}") && Integer.parseInt(text) <= LAST_PORT;
  }

  private static String withoutBrackets(String text) {
    return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
  }
}
