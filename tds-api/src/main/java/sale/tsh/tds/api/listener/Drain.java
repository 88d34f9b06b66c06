package sale.tsh.tds.api.listener;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Ends a process whose listening socket lives on. The process takes no new connection, serves the
 * open ones, and asks each caller to close after the next answer. So no caller meets a closed
 * connection, and the next process takes the new calls.
 */
class Drain implements SmartLifecycle, Filter {

  private static final Logger log = LoggerFactory.getLogger(Drain.class);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Supplier<Optional<SharedListener>> shared;
  private final Duration grace;
  private volatile boolean running;

  /**
   * @param shared the listener, if its socket lives on
   * @param grace how long an idle connection is kept. Callers should keep one for less time, so
   *     that they close it and not this process
   */
  Drain(Supplier<Optional<SharedListener>> shared, Duration grace) {
    this.shared = shared;
    this.grace = grace;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!running && response instanceof HttpServletResponse answer) {
      answer.setHeader("Connection", "close");
    }
    chain.doFilter(request, response);
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    shared.get().ifPresent(this::drain);
  }

  private void drain(SharedListener listener) {
    listener.stopTaking();
    long begin = System.nanoTime();
    try {
      while (!listener.isIdle() && System.nanoTime() - begin < grace.toNanos()) {
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.info(
        "Takes no more calls; {}", listener.isIdle() ? "none is open" : "the grace time is over");
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops before everything else, also before Tomcat's own graceful stop, which answers 503. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
