package sale.tsh.tds.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.persistence.Migration;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.RetryPolicy;

/** A database of its own on the tests' server, gone when closed. */
public final class TestDatabase implements AutoCloseable {

  private final String name;
  private final HikariDataSource pool;

  private TestDatabase(String name) {
    this.name = name;
    this.pool = new HikariDataSource();
    DatabaseSettings server = TestServer.settings();
    pool.setJdbcUrl(url(name));
    pool.setUsername(server.user());
    pool.setPassword(server.password());
    pool.setMinimumIdle(0);
    pool.setMaximumPoolSize(20);
  }

  /** A new database with every migration applied. */
  public static TestDatabase migrated() {
    TestDatabase database = empty();
    Migration.configuration().dataSource(database.pool).load().migrate();
    return database;
  }

  /** A new database with nothing in it. */
  public static TestDatabase empty() {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    administer("create database " + name);
    return new TestDatabase(name);
  }

  /** A value for {@code DATABASE_URL}. */
  public String databaseUrl() {
    DatabaseSettings server = TestServer.settings();
    String credentials =
        server.password() == null ? server.user() : server.user() + ":" + server.password();
    return url(name).replace("jdbc:postgresql://", "postgresql://" + credentials + "@");
  }

  public HikariDataSource dataSource() {
    return pool;
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(pool);
  }

  /** A queue on it whose events have so many attempts, each due at once. */
  public EventQueue queue(int attempts) {
    return new EventQueue(
        jdbc(), new RetryPolicy(attempts, List.of(Duration.ZERO)), RandomGenerator.getDefault());
  }

  /** An inbox on it that fills a queue. */
  public Inbox inbox(EventQueue queue) {
    return new Inbox(jdbc(), queue, transactions(), UUID::randomUUID);
  }

  /** How many rows there are of what follows {@code from}. */
  public int count(String tableAndCondition) {
    return jdbc().sql("select count(*) from " + tableAndCondition).query(Integer.class).single();
  }

  public TransactionTemplate transactions() {
    return new TransactionTemplate(new JdbcTransactionManager(pool));
  }

  @Override
  public void close() {
    pool.close();
    administer("drop database " + name + " with (force)");
  }

  private static String url(String database) {
    String server = TestServer.settings().url();
    int start = server.indexOf('/', "jdbc:postgresql://".length());
    int query = server.indexOf('?', start);
    return server.substring(0, start + 1) + database + (query < 0 ? "" : server.substring(query));
  }

  private static void administer(String statement) {
    DatabaseSettings server = TestServer.settings();
    DriverManagerDataSource direct = new DriverManagerDataSource(server.url());
    direct.setUsername(server.user());
    if (server.password() != null) {
      direct.setPassword(server.password());
    }
    JdbcClient.create(direct).sql(statement).update();
  }
}
