package sale.tsh.tds.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import sale.tsh.tds.testing.TestDatabase;

class NewEventNotifierTest {

  private static final int PATIENCE_MILLIS = 10_000;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
  private TestDatabase database;
  private NewEventNotifier notifier;

  @BeforeEach
  void start() {
    database = TestDatabase.migrated();
    notifier = new NewEventNotifier(database.queue(1), now::get);
  }

  @AfterEach
  void stop() {
    notifier.close();
    database.close();
  }

  @Test
  void oneOfSeveralQuickCommitsNotifies() {
    assertThat(notifier.isTurn()).isTrue();
    assertThat(notifier.isTurn()).isFalse();
    now.addAndGet(Duration.ofMillis(5).toNanos());
    assertThat(notifier.isTurn()).isTrue();
    assertThat(notifier.isTurn()).isFalse();
  }

  @Test
  void theThreadNotifiesForCommitsThatDidNot() throws SQLException {
    try (Connection listening = database.dataSource().getConnection();
        Statement statement = listening.createStatement()) {
      statement.execute("listen " + EventQueue.CHANNEL);
      notifier.notifySoon();
      assertThat(listening.unwrap(PGConnection.class).getNotifications(PATIENCE_MILLIS)).hasSize(1);
      statement.execute("unlisten *");
    }
  }
}
