package sale.tsh.tds.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.settings.SettingException;
import sale.tsh.tds.settings.Settings;
import sale.tsh.tds.testing.TestDatabase;

/**
 * Checks that there is one set of our tables, which all processes use, whatever the {@code
 * search_path}.
 */
class OurSchemaTest {

  private static final String ELSEWHERE = "elsewhere";

  private TestDatabase database = TestDatabase.migrated();

  /** The ways in which a search path comes to lead to another schema. */
  enum Way {
    SCHEMA_OF_THE_ROLE,
    SETTING_OF_THE_ROLE,
    OPTION_OF_THE_ADDRESS;

    /** Changes the search path. Returns the schema to which it then leads. */
    String go(TestDatabase database) {
      String schema =
          this == SCHEMA_OF_THE_ROLE
              ? database.jdbc().sql("select current_user").query(String.class).single()
              : ELSEWHERE;
      database.jdbc().sql("create schema \"%s\"".formatted(schema)).update();
      if (this == SETTING_OF_THE_ROLE) {
        database
            .jdbc()
            .sql(
                "alter role current_user in database %s set search_path = %s"
                    .formatted(nameOf(database), ELSEWHERE))
            .update();
      }
      return schema;
    }

    private static String nameOf(TestDatabase database) {
      return database.jdbc().sql("select current_database()").query(String.class).single();
    }

    DatabaseSettings settings(TestDatabase database) {
      String url = database.databaseUrl();
      return DatabaseSettings.from(
          new Settings(
              Map.of(
                      "DATABASE_URL",
                      this == OPTION_OF_THE_ADDRESS
                          ? url
                              + (url.contains("?") ? "&" : "?")
                              + "options=-csearch_path%3D"
                              + ELSEWHERE
                          : url)
                  ::get));
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @EnumSource
  void startingProcessUsesTheExistingTables(Way way) throws SQLException {
    way.go(database);
    try (Connection connection = new PostgresDataSource(way.settings(database)).getConnection()) {
      assertThat(meansOurs(connection)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void migrationFindsTheExistingTables(Way way) throws SQLException {
    String schema = way.go(database);
    assertThat(Migration.migrate(way.settings(database)).migrationsExecuted).isZero();
    assertThat(tablesIn(schema)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void newDatabaseGetsTheTablesInSchemaPublic(Way way) throws SQLException {
    database.close();
    database = TestDatabase.empty();
    String schema = way.go(database);
    assertThat(Migration.migrate(way.settings(database)).migrationsExecuted).isPositive();
    assertThat(tablesIn(schema)).isZero();
    assertThat(tablesIn("public")).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void runningProcessStaysWithTheTables(Way way) {
    try (HikariDataSource pool = new ConnectionPool()) {
      pool.setDataSource(new PostgresDataSource(way.settings(database)));
      JdbcClient running = JdbcClient.create(pool);
      running.sql("select count(*) from tds_paused_kinds").query(Integer.class).single();
      String schema = way.go(database);
      database
          .jdbc()
          .sql(
              "create table \"%s\".tds_paused_kinds (like public.tds_paused_kinds including all)"
                  .formatted(schema))
          .update();
      running
          .sql("insert into tds_paused_kinds (entity_type, paused_by) values ('item', 'test')")
          .update();
      // The process also stays with them for connections that it opens now.
      pool.getHikariPoolMXBean().softEvictConnections();
      running
          .sql("insert into tds_paused_kinds (entity_type, paused_by) values ('bill', 'test')")
          .update();
    }
    assertThat(database.count("public.tds_paused_kinds")).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void connectionBehindAPoolerIsRefusedBeforeAnythingIsCreated(Way way) throws SQLException {
    String schema = way.go(database);
    try (Connection connection = way.settings(database).connect(Map.of())) {
      OurSchema ours = OurSchema.find(connection);
      assertThatThrownBy(() -> ours.requireFirst(connection))
          .isInstanceOf(SettingException.class)
          .hasMessageContainingAll("search_path", "schema " + schema + ",", "schema public:");
    }
  }

  /** The schema contains nothing of ours, so nothing changes. */
  @Test
  void processBehindAPoolerToleratesAnEmptySchemaBeforeOurs() throws SQLException {
    Way.SCHEMA_OF_THE_ROLE.go(database);
    try (Connection connection = Way.SCHEMA_OF_THE_ROLE.settings(database).connect(Map.of())) {
      OurSchema.find(connection).requireReached(connection);
    }
  }

  @Test
  void connectionBehindAPoolerThatReachesOtherTablesIsRefused() throws SQLException {
    String schema = Way.SCHEMA_OF_THE_ROLE.go(database);
    database
        .jdbc()
        .sql(
            "create table \"%s\".tds_inbox_events (like public.tds_inbox_events)".formatted(schema))
        .update();
    try (Connection connection = Way.SCHEMA_OF_THE_ROLE.settings(database).connect(Map.of())) {
      OurSchema ours = OurSchema.find(connection);
      assertThatThrownBy(() -> ours.requireReached(connection))
          .isInstanceOf(SettingException.class)
          .hasMessageContainingAll("search_path", "schema " + schema + ",", "schema public:");
    }
  }

  /** A migration of an older release has left them. */
  @Test
  void remainsOfAnotherSetOfTablesChangeNothing() throws SQLException {
    String schema = Way.SCHEMA_OF_THE_ROLE.go(database);
    database
        .jdbc()
        .sql("create table \"%s\".tds_schema_history (version text)".formatted(schema))
        .update();
    assertThat(found()).isEqualTo("public");
  }

  @Test
  void tablesStayInTheirSchema() throws SQLException {
    database
        .jdbc()
        .sql("create schema elsewhere; alter table tds_schema_history set schema elsewhere")
        .update();
    assertThat(found()).isEqualTo("elsewhere");
  }

  @Test
  void twoSetsOutsidePublicAreRefused() throws SQLException {
    database
        .jdbc()
        .sql(
            """
            create schema one; create schema two;
            create table one.tds_schema_history (version text);
            alter table tds_schema_history set schema two
            """)
        .update();
    assertThatThrownBy(this::found)
        .isInstanceOf(SettingException.class)
        .hasMessageContainingAll("search_path", "one, two");
  }

  private String found() throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return OurSchema.find(connection).name();
    }
  }

  private static boolean meansOurs(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select to_regclass('tds_inbox_events') = 'public.tds_inbox_events'::regclass")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private int tablesIn(String schema) {
    return database.count(
        "pg_class where relkind = 'r' and relnamespace = '\"%s\"'::regnamespace".formatted(schema));
  }
}
