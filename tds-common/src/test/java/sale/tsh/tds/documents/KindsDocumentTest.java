package sale.tsh.tds.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.LineTable;
import sale.tsh.tds.testing.Checkout;
import sale.tsh.tds.testing.Markdown;

/**
 * Checks that {@code docs/architecture.md} lists the kinds of records that the catalogue defines.
 */
class KindsDocumentTest {

  @Test
  void tableOfKindsIsTheCatalogue() {
    Markdown kinds = new Markdown(Checkout.read("docs/architecture.md")).section("Kinds");
    assertThat(kinds.rows().stream().map(KindsDocumentTest::row).toList())
        .isEqualTo(KindCatalogue.kinds().stream().map(KindsDocumentTest::row).toList());
  }

  private static Row row(List<String> cells) {
    return new Row(
        Markdown.code(cells.get(0)),
        Set.copyOf(Markdown.code(cells.get(1))),
        Markdown.code(cells.get(2)),
        Markdown.code(cells.get(3)));
  }

  private static Row row(Kind kind) {
    return new Row(
        List.of(kind.name()),
        kind.paths(),
        List.of(kind.table()),
        kind.lineTable().map(LineTable::table).stream().toList());
  }

  private record Row(
      List<String> kind, Set<String> paths, List<String> table, List<String> lines) {}
}
