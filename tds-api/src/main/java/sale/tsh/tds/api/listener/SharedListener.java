package sale.tsh.tds.api.listener;

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
 * Tomcat's endpoint on a listening socket that the previous and the next process serve too. It
 * waits for connections in a selector. A thread that waits in {@code accept} only ends when a
 * connection arrives, and another process may get that connection.
 */
class SharedListener extends NioEndpoint {

  /** Opens and binds the socket, or finds the one that was passed on. */
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
   * @param owned whether the socket is closed with this listener. An inherited socket is not
   */
  SharedListener(Opening opening, boolean owned) {
    this.opening = opening;
    this.owned = owned;
  }

  /** Takes no further connection. New ones wait in the socket's queue for the next process. */
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
      // The listener was closed meanwhile, which is handled like a pause.
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
