package sale.tsh.tds.worker.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.persistence.Pooler;
import sale.tsh.tds.queue.EventQueue;

/**
 * Listens for notifications of new events on a connection outside the pool, and wakes the poller.
 * Notifications only shorten the wait for the next poll, so a missed one does no harm.
 *
 * <p>Behind a {@link Pooler} it does not listen.
 */
public class NewEventListener {

  private static final Logger log = LoggerFactory.getLogger(NewEventListener.class);

  /** After this silence the connection is tested. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final Duration RECONNECT = Duration.ofSeconds(2);
  private static final int TRY_SECONDS = 5;

  private final DatabaseSettings database;
  private final Runnable wake;
  private final Thread thread =
      Thread.ofPlatform().name("new-event-listener").daemon().unstarted(this::run);
  private volatile boolean stopping;
  private volatile @Nullable Connection listening;

  public NewEventListener(DatabaseSettings database, Runnable wake) {
    this.database = database;
    this.wake = wake;
  }

  void start() {
    thread.start();
  }

  /** Ends the thread and its connection. */
  void stop() {
    stopping = true;
    thread.interrupt();
    Connection open = listening;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        log.debug("The listening connection is gone already", e);
      }
    }
  }

  private void run() {
    try {
      while (!stopping && listen()) {
        Thread.sleep(RECONNECT);
      }
    } catch (InterruptedException e) {
      log.debug("Listening ends");
    }
  }

  /** Listens until the connection is lost. Returns false if a pooler makes listening useless. */
  private boolean listen() {
    try (Connection connection = connect()) {
      listening = connection;
      PGConnection postgres = connection.unwrap(PGConnection.class);
      if (Pooler.isBefore(connection)) {
        log.info("There is a pooler before PostgreSQL: new events are found by polling alone");
        return false;
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("listen " + EventQueue.CHANNEL);
      }
      do {
        // The first call is for events that came before it listened.
        wake.run();
      } while (hears(connection, postgres));
    } catch (SQLException e) {
      if (!stopping) {
        log.info("The listening connection is lost; meanwhile polling finds new events: {}", e);
      }
    } finally {
      listening = null;
    }
    return true;
  }

  private boolean hears(Connection connection, PGConnection postgres) throws SQLException {
    while (!stopping) {
      if (postgres.getNotifications((int) SILENCE.toMillis()).length > 0) {
        return true;
      }
      if (!connection.isValid(TRY_SECONDS)) {
        throw new SQLException("it does not answer");
      }
    }
    return false;
  }

  private Connection connect() throws SQLException {
    return database.connect(
        Map.of(
            "ApplicationName", "tds-worker, listening",
            "connectTimeout", "5",
            "tcpKeepAlive", "true",
            "socketFactory", PromptSockets.class.getName()));
  }
}
