package sale.tsh.tds.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
    try (TestDatabase database = TestDatabase.migrated()) {
      assertThat(documented.filter(name -> !name.equals("zoho.*")))
          .containsExactlyInAnyOrderElementsOf(database.tables());
    }
  }
}
