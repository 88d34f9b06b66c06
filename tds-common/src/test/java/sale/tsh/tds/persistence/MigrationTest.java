package sale.tsh.tds.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.TestDatabase;

class MigrationTest {

  @Test
  void migrationTakesADatabaseWithOtherTables() {
    try (TestDatabase database = TestDatabase.empty()) {
      database.jdbc().sql("create table somebody_elses (id integer)").update();
      assertThat(
              Migration.configuration()
                  .dataSource(database.dataSource())
                  .load()
                  .migrate()
                  .migrationsExecuted)
          .isPositive();
    }
  }

  /** A release that is rolled back meets the views of the newer one. */
  @Test
  void onlyVersionedMigrationsAreMissing() {
    try (TestDatabase database = TestDatabase.empty()) {
      Flyway flyway = Migration.configuration().dataSource(database.dataSource()).load();
      assertThat(Migration.missing(flyway)).isPositive();
      flyway.migrate();
      database
          .jdbc()
          .sql("update tds_schema_history set checksum = 0 where version is null and type = 'SQL'")
          .update();
      assertThat(flyway.info().pending()).isNotEmpty();
      assertThat(Migration.missing(flyway)).isZero();
    }
  }

  /** The views of yours that stand on ours stay as they are. */
  @Test
  void repeatableMigrationsReplaceTheViewsInPlace() {
    try (TestDatabase database = TestDatabase.migrated()) {
      Flyway flyway = Migration.configuration().dataSource(database.dataSource()).load();
      database
          .jdbc()
          .sql(
              """
              create view cities as select distinct city from zoho.addresses;
              update tds_schema_history set checksum = 0 where version is null and type = 'SQL'
              """)
          .update();
      assertThat(flyway.migrate().migrationsExecuted).isPositive();
      assertThat(database.count("cities")).isZero();
    }
  }

  /** Backups and the rights of the services' role select by these names. */
  @Test
  void namesOutsideSchemaZohoBeginWithTds() {
    try (TestDatabase database = TestDatabase.migrated()) {
      assertThat(
              database
                  .jdbc()
                  .sql(
                      """
                      select relname from pg_class where relnamespace = 'public'::regnamespace
                       union all
                      select proname from pg_proc where pronamespace = 'public'::regnamespace
                       union all
                      select typname from pg_type where typnamespace = 'public'::regnamespace and typelem = 0
                      """)
                  .query((row, number) -> row.getString(1))
                  .list())
          .isNotEmpty()
          .allMatch(name -> name.startsWith("tds_"));
    }
  }

  /** The {@code search_path} of the calling role does not matter. */
  @Test
  void functionsSearchTheirOwnSchema() {
    try (TestDatabase database = TestDatabase.migrated()) {
      assertThat(
              database
                  .jdbc()
                  .sql(
                      """
                      select proname || ': ' || array_to_string(proconfig, ', ') from pg_proc
                       where pronamespace = 'public'::regnamespace and prorettype = 'trigger'::regtype
                       order by proname
                      """)
                  .query(String.class)
                  .list())
          .containsExactly(
              "tds_count_attempts: search_path=public, pg_temp",
              "tds_count_events: search_path=public, pg_temp");
    }
  }

  /** Lesson 16: times without a zone were compared with times that had one. */
  @Test
  void everyTimeHasAZone() {
    try (TestDatabase database = TestDatabase.migrated()) {
      assertThat(
              database
                  .jdbc()
                  .sql(
                      """
                      select c.relname || '.' || a.attname
                        from pg_class c
                        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                       where c.relnamespace in ('public'::regnamespace, to_regnamespace('zoho'))
                         and c.relkind = 'r'
                         and c.relname not like 'tds_schema_history%'
                         and a.atttypid in ('timestamp'::regtype, 'time'::regtype)
                      """)
                  .query(String.class)
                  .list())
          .isEmpty();
    }
  }

  @Test
  void everyTableViewAndIndexHasAComment() {
    try (TestDatabase database = TestDatabase.migrated()) {
      assertThat(
              database
                  .jdbc()
                  .sql(
                      """
                      select c.relname
                        from pg_class c
                       where c.relnamespace in ('public'::regnamespace, to_regnamespace('zoho'))
                         and c.relkind in ('r', 'i', 'v')
                         and c.relname not like 'tds_schema_history%'
                         and obj_description(c.oid) is null
                         and not exists (
                           select 1 from pg_constraint k
                            where k.conindid = c.oid and (k.contype = 'p' or obj_description(k.oid) is not null))
                      """)
                  .query(String.class)
                  .list())
          .isEmpty();
    }
  }

  @Test
  void everyColumnOfTheMirrorAndEveryFunctionForItsViewsHasAComment() {
    try (TestDatabase database = TestDatabase.migrated()) {
      assertThat(
              database
                  .jdbc()
                  .sql(
                      """
                      select c.relname || '.' || a.attname
                        from pg_class c
                        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                       where c.relnamespace = 'zoho'::regnamespace
                         and c.relkind in ('r', 'v')
                         and col_description(c.oid, a.attnum) is null
                       union all
                      select oid::regprocedure::text
                        from pg_proc
                       where pronamespace = 'zoho'::regnamespace
                         and obj_description(oid) is null
                      """)
                  .query(String.class)
                  .list())
          .isEmpty();
    }
  }
}
