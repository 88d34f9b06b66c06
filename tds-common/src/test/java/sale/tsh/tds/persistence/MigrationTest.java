package sale.tsh.tds.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.TestDatabase;

class MigrationTest {

  @Test
  void takesADatabaseThatHoldsOtherTables() {
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

  @Test
  void everyTableAndIndexSaysWhatItServes() {
    try (TestDatabase database = TestDatabase.migrated()) {
      assertThat(
              database
                  .jdbc()
                  .sql(
                      """
                      select c.relname
                        from pg_class c
                       where c.relnamespace in ('public'::regnamespace, to_regnamespace('zoho'))
                         and c.relkind in ('r', 'i')
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
}
