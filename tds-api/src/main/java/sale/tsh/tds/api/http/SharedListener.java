package sale.tsh.tds.api.http;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.apache.tomcat.util.net.NioEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's endpoint on a listening socket that other processes serve too: the one before this, and
 * the one after. It waits for connections in a selector, since a thread that waits in {@code
 * accept} can only be ended by a connection, which another process may get.
 */
class SharedListener extends NioEndpoint {

  /** Opens the socket and binds it, or finds the one that was passed on. */
  interface Opening {
    ServerSocketChannel open(SharedListener listener) throws IOException;
  }

  private final Opening opening;
  private final boolean owned;
  private @Nullable ServerSocketChannel channel;
  private @Nullable Selector selector;
  private volatile boolean taking = true;
  private volatile boolean parked;

  /**
   * @param owned whether the socket ends with this listener; another process's queue does not
   */
  SharedListener(Opening opening, boolean owned) {
    this.opening = opening;
    this.owned = owned;
  }

  /** Takes no further connection; they wait in the socket's queue for the next process. */
  void stopTaking() {
    taking = false;
    wake();
  }

  /** Whether every connection that was taken has ended, after {@link #stopTaking()}. */
  boolean isIdle() {
    // The acceptor counts the connection that it waits for.
    return parked && getConnectionCount() <= 1;
  }

  @Override
  protected void initServerSocket() throws IOException {
    channel = opening.open(this);
    selector = Selector.open();
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_ACCEPT);
  }

  @Override
  protected @Nullable NetworkChannel getServerSocket() {
    return channel;
  }

  @Override
  protected SocketChannel serverSocketAccept() throws IOException {
    try {
      while (!isPaused()) {
        SocketChannel taken = next();
        if (taken != null) {
          return taken;
        }
      }
    } catch (ClosedSelectorException e) {
      // The listener has been closed meanwhile; as for a pause.
    }
    // Tomcat throws away what it gets while it is paused, and logs an error if it gets nothing.
    return SocketChannel.open();
  }

  private @Nullable SocketChannel next() throws IOException {
    Selector waiting = Objects.requireNonNull(selector);
    if (!taking) {
      waiting.keys().forEach(key -> key.interestOps(0));
      parked = true;
    }
    waiting.select();
    waiting.selectedKeys().clear();
    return taking && channel != null ? channel.accept() : null;
  }

  @Override
  protected void unlockAccept() {
    wake();
  }

  @Override
  protected void doCloseServerSocket() throws IOException {
    if (selector != null) {
      selector.close();
    }
    if (owned && channel != null) {
      channel.close();
    }
  }

  private void wake() {
    if (selector != null) {
      selector.wakeup();
    }
  }
}
