package sale.tsh.tds.api.listener;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import org.apache.coyote.http11.Http11NioProtocol;
import sale.tsh.tds.settings.SettingException;

/**
 * HTTP on the listening socket that the service manager holds and passes as standard input. This
 * class never closes the socket, because the next process needs its queue. Java would also close
 * standard output with it.
 */
public class InheritedSocketProtocol extends Http11NioProtocol {

  private final SharedListener listener;

  /** Called by Tomcat, which knows only the name of this class. */
  public InheritedSocketProtocol() {
    this(new SharedListener(listener -> socket().orElseThrow(), false));
  }

  InheritedSocketProtocol(SharedListener listener) {
    super(listener);
    this.listener = listener;
  }

  SharedListener listener() {
    return listener;
  }

  /** The socket that the service manager passed, if there is one. */
  static Optional<ServerSocketChannel> socket() {
    try {
      return System.inheritedChannel() instanceof ServerSocketChannel channel
          ? Optional.of(channel)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Refuses to start if the settings name another address than the socket has. */
  static void requireAgreement(ServerSocketChannel socket, ApiSettings settings) {
    try {
      InetSocketAddress address = (InetSocketAddress) socket.getLocalAddress();
      if (address.getPort() != settings.port() || !address.getAddress().equals(settings.host())) {
        throw new SettingException(
            "API_HOST and API_PORT say %s:%d, but the service manager's socket listens on %s:%d; they must be the same"
                .formatted(
                    settings.host().getHostAddress(),
                    settings.port(),
                    address.getAddress().getHostAddress(),
                    address.getPort()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
