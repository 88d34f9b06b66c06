package sale.tsh.tds.api.listener;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/**
 * An address, or all addresses that begin with the same bits, such as {@code 10.0.0.0/24}.
 *
 * @param bits how many of the first bits of an address must equal those of {@code first}
 */
record AddressRange(InetAddress first, int bits) {

  /**
   * Reads an address by number, with or without the number of bits. Anything else gives nothing.
   */
  static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    return ForwardedClaims.literal(slash < 0 ? text : text.substring(0, slash))
        .map(first ->
            new AddressRange(first, slash < 0 ? length(first) : bits(text.substring(slash + 1))))
        .filter(range -> range.bits >= 0 && range.bits <= length(range.first));
  }

  /** Whether an address is in this range. IPv4 and IPv6 addresses are never in the same range. */
  boolean contains(InetAddress address) {
    return length(address) == length(first) && prefix(address).equals(prefix(first));
  }

  private BigInteger prefix(InetAddress address) {
    return new BigInteger(1, address.getAddress()).shiftRight(length(first) - bits);
  }

  private static int length(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }

  private static int bits(String text) {
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
  }
}
