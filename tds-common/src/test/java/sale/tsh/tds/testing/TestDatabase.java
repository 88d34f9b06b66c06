package sale.tsh.tds.testing;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.dialect.PostgreSQLDialect;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.inbox.InboxListener;
import sale.tsh.tds.persistence.DatabaseSettings;
import sale.tsh.tds.persistence.Migration;
import sale.tsh.tds.queue.DeadLetterQueue;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.ExpiredLeases;
import sale.tsh.tds.queue.QueueListener;
import sale.tsh.tds.queue.RetryPolicy;

/** A separate database on the tests' server, dropped when closed. */
public final class TestDatabase implements AutoCloseable {

  private final String name;
  private final HikariDataSource pool;
  private @Nullable EntityManagerFactory entities;

  private TestDatabase(String name, UnaryOperator<DataSource> tap) {
    this.name = name;
    this.pool = new HikariDataSource();
    pool.setDataSource(tap.apply(direct(url(name))));
    pool.setMinimumIdle(0);
    pool.setMaximumPoolSize(20);
  }

  /** A new database with every migration applied. */
  public static TestDatabase migrated() {
    return migrated(UnaryOperator.identity());
  }

  /** The same, with something between the pool and the server that sees all statements. */
  public static TestDatabase migrated(UnaryOperator<DataSource> tap) {
    return create(" template " + Template.NAME, tap);
  }

  /** A new database with nothing in it. */
  public static TestDatabase empty() {
    return create("", UnaryOperator.identity());
  }

  /** A value for {@code DATABASE_URL}. */
  public String databaseUrl() {
    DatabaseSettings server = TestServer.settings();
    String credentials =
        server.password() == null ? server.user() : server.user() + ":" + server.password();
    return url(name).replace("jdbc:postgresql://", "postgresql://" + credentials + "@");
  }

  /**
   * The address and the user of this database.
   *
   * @param option more of the address, such as {@code &prepareThreshold=0}
   */
  public DatabaseSettings settings(String option) {
    DatabaseSettings server = TestServer.settings();
    return new DatabaseSettings(
        url(name) + option, server.user(), server.password(), 1, 0, Duration.ofSeconds(5));
  }

  public HikariDataSource dataSource() {
    return pool;
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(pool);
  }

  /** A queue on this database that gives each event {@code attempts} attempts, all due at once. */
  public EventQueue queue(int attempts) {
    return queue(new RetryPolicy(attempts, List.of(Duration.ZERO)), QueueListener.NONE);
  }

  public EventQueue queue(RetryPolicy retryPolicy, QueueListener listener) {
    return new EventQueue(jdbc(), retryPolicy, RandomGenerator.getDefault(), listener);
  }

  public ExpiredLeases expiredLeases(RetryPolicy retryPolicy, QueueListener listener) {
    return new ExpiredLeases(jdbc(), retryPolicy, listener);
  }

  public DeadLetterQueue deadLetters() {
    return deadLetters(QueueListener.NONE);
  }

  public DeadLetterQueue deadLetters(QueueListener listener) {
    return new DeadLetterQueue(jdbc(), listener);
  }

  public Inbox inbox() {
    return inbox(InboxListener.NONE);
  }

  public Inbox inbox(InboxListener listener) {
    return new Inbox(jdbc(), deadLetters(), transactions(), UUID::randomUUID, listener);
  }

  /** A JPA repository on this database, as Spring makes them in the processes. */
  public <T> T repository(Class<T> type) {
    EntityManagerFactory entities = entities();
    TransactionInterceptor transactions =
        new TransactionInterceptor(
            (TransactionManager) new JpaTransactionManager(entities),
            new AnnotationTransactionAttributeSource());
    JpaRepositoryFactory repositories =
        new JpaRepositoryFactory(SharedEntityManagerCreator.createSharedEntityManager(entities));
    repositories.addRepositoryProxyPostProcessor(
        (proxy, information) -> proxy.addAdvice(transactions));
    return repositories.getRepository(type);
  }

  /** One for the database, since it takes long to build. */
  private synchronized EntityManagerFactory entities() {
    if (entities == null) {
      entities = newEntities();
    }
    return entities;
  }

  private EntityManagerFactory newEntities() {
    LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
    factory.setDataSource(pool);
    factory.setPackagesToScan("sale.tsh.tds.entity");
    factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
    factory.setJpaPropertyMap(
        Map.of(
            "hibernate.dialect",
            PostgreSQLDialect.class.getName(),
            "hibernate.boot.allow_jdbc_metadata_access",
            "false",
            "hibernate.jdbc.time_zone",
            "UTC",
            "hibernate.physical_naming_strategy",
            PhysicalNamingStrategySnakeCaseImpl.class.getName()));
    factory.afterPropertiesSet();
    return Objects.requireNonNull(factory.getObject());
  }

  /** The number of rows that a {@code from} clause selects. */
  public int count(String tableAndCondition) {
    return jdbc().sql("select count(*) from " + tableAndCondition).query(Integer.class).single();
  }

  /** The names of all tables beside the mirror, without Flyway's history. */
  public List<String> tables() {
    return jdbc()
        .sql(
            "select tablename from pg_tables where schemaname = current_schema() and tablename <> :history")
        .param("history", Migration.HISTORY)
        .query((row, number) -> row.getString(1))
        .list();
  }

  /**
   * Makes a database read-only. The setting holds for new sessions, so all open sessions are ended.
   */
  public static void takeNoWrites(JdbcClient jdbc) {
    jdbc.sql(
            """
            do $$ begin
              execute format('alter database %I set default_transaction_read_only = on', current_database());
              perform pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid();
            end $$
            """)
        .update();
  }

  public TransactionTemplate transactions() {
    return new TransactionTemplate(new JdbcTransactionManager(pool));
  }

  @Override
  public void close() {
    if (entities != null) {
      entities.close();
    }
    pool.close();
    administer("drop database " + name + " with (force)");
  }

  private static TestDatabase create(String options, UnaryOperator<DataSource> tap) {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    administer("create database " + name + options);
    return new TestDatabase(name, tap);
  }

  /** Migrated once and copied for each test class, which takes a tenth of the time. */
  private static final class Template {

    static final String NAME = migrated();

    private static String migrated() {
      TestDatabase template = empty();
      Migration.configuration().dataSource(template.pool).load().migrate();
      template.pool.close();
      TestServer.whenDone(() -> administer("drop database " + template.name));
      return template.name;
    }
  }

  private static String url(String database) {
    String server = TestServer.settings().url();
    int start = server.indexOf('/', "jdbc:postgresql://".length());
    int query = server.indexOf('?', start);
    return server.substring(0, start + 1) + database + (query < 0 ? "" : server.substring(query));
  }

  private static void administer(String statement) {
    JdbcClient.create(direct(TestServer.settings().url())).sql(statement).update();
  }

  private static DataSource direct(String url) {
    DatabaseSettings server = TestServer.settings();
    DriverManagerDataSource direct = new DriverManagerDataSource(url);
    direct.setUsername(server.user());
    if (server.password() != null) {
      direct.setPassword(server.password());
    }
    return direct;
  }
}
