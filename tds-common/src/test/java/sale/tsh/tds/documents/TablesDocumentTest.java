package sale.tsh.tds.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.persistence.Migration;
import sale.tsh.tds.testing.Checkout;
import sale.tsh.tds.testing.Markdown;
import sale.tsh.tds.testing.TestDatabase;

/** Checks that {@code docs/architecture.md} lists the tables that the migrations create. */
class TablesDocumentTest {

  @Test
  void everyTableHasARow() {
    Markdown tables = new Markdown(Checkout.read("docs/architecture.md")).section("Tables");
    Stream<String> documented =
        tables.rows().stream().flatMap(cells -> Markdown.code(cells.getFirst()).stream());
    assertThat(documented.filter(name -> !name.equals("zoho.*")))
        .containsExactlyInAnyOrderElementsOf(tablesOfSchemaPublic());
  }

  private static List<String> tablesOfSchemaPublic() {
    try (TestDatabase database = TestDatabase.migrated()) {
      return database
          .jdbc()
          .sql(
              "select tablename from pg_tables where schemaname = 'public' and tablename <> :history")
          .param("history", Migration.HISTORY)
          .query((row, number) -> row.getString(1))
          .list();
    }
  }
}
