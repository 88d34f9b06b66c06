package sale.tsh.tds.api.listener;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * HTTP on a port that a second process of the same user may bind beside this one ({@code
 * SO_REUSEPORT}), for the management port while a reload hands over.
 */
public class SharedPortProtocol extends Http11NioProtocol {

  /** Called by Tomcat, which knows only the name of this class. */
  public SharedPortProtocol() {
    super(new SharedListener(SharedPortProtocol::bind, true));
  }

  private static ServerSocketChannel bind(SharedListener listener) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    channel.bind(
        new InetSocketAddress(listener.getAddress(), listener.getPortWithOffset()),
        listener.getAcceptCount());
    return channel;
  }
}
