package sale.tsh.tds.api.dashboard.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which differences of a record an error is about. */
class FailingPlaceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          item.rate: "abc" is not a decimal number          | rate                          | true
          item.rate: "abc" is not a decimal number          | rates                         | false
          item.rate: "abc" is not a decimal number          | purchase_rate                 | false
          invoice.line_items[1].rate: "x" is not a number   | line_items[sku SKU-301].rate  | true
          invoice.line_items[1].rate: "x" is not a number   | line_items[sku SKU-301].name  | false
          invoice.line_items[1].rate: "x" is not a number   | line_items                    | true
          invoice.line_items: 20001 lines are more than 20000 | line_items                  | true
          """)
  void namesAPlace(String error, String path, boolean isAt) {
    assertThat(FailingPlace.of(error).orElseThrow().isAt(path)).isEqualTo(isAt);
  }

  @Test
  void anErrorWithoutAPlaceNamesNone() {
    assertThat(FailingPlace.of("could not obtain lock: try again")).isEmpty();
    assertThat(FailingPlace.of(null)).isEmpty();
  }
}
