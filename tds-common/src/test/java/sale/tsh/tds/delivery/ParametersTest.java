package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          a=1&b=2         | [a: 1][b: 2]
          b=2&a=1&b=3     | [b: 2][a: 1][b: 3]
          a=1=2&c         | [a: 1=2][c: ]
          &&a=1&          | [a: 1]
          =1              | [: 1]
          a+b=c+d%2B%26   | [a b: c d+&]
          %D8%A8=%d8%a8   | [ب: ب]
          ب=ب%20ب         | [ب: ب ب]
          a=100%&b=%zz%4  | [a: 100%][b: %zz%4]
          a=%FF           | [a: �]
          ''              | ''
          """)
  void areDecodedInTheOrderSent(String encoded, String pairs) {
    assertThat(
            Parameters.lenient(encoded).all().stream()
                .map(each -> "[%s: %s]".formatted(each.name(), each.value()))
                .collect(Collectors.joining()))
        .isEqualTo(pairs);
  }

  @Test
  void theFirstOfANameCountsWhateverItsCase() {
    Parameters parameters = Parameters.lenient("a=0&Op=create&op=delete");
    assertThat(parameters.first("op")).contains("create");
    assertThat(parameters.first("o")).isEmpty();
  }

  @Test
  void aThousandAreRead() {
    assertThat(Parameters.lenient("a=1&".repeat(5_000)).all()).hasSize(1_000);
  }
}
