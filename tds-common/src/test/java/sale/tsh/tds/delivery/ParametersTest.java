package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
  void decodesPairsInTheOrderSent(String encoded, String pairs) {
    assertThat(
            Parameters.ofQuery(encoded).all().stream()
                .map(each -> "[%s: %s]".formatted(each.name(), each.value()))
                .collect(Collectors.joining()))
        .isEqualTo(pairs);
  }

  @Test
  void findsTheFirstPairOfANameIgnoringCase() {
    Parameters parameters = Parameters.ofQuery("a=0&Op=create&op=delete");
    assertThat(parameters.first("op")).map(Parameters.NameAndValue::value).contains("create");
    assertThat(parameters.first("o")).isEmpty();
  }

  @Test
  void readsAThousandPairsAndSaysIfThereAreMore() {
    assertThat(Parameters.ofQuery("a=1&".repeat(1_000)).complete()).isTrue();
    Parameters more = Parameters.ofQuery("a=1&".repeat(1_001));
    assertThat(more.all()).hasSize(1_000);
    assertThat(more.complete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "caf%E9, ISO-8859-1, café",
    "caf%E9, windows-1252, café",
    "%83e%83X%83g, Shift_JIS, テスト",
    "caf%C3%A9, UTF-8, café",
  })
  void decodesEscapesInTheGivenCharset(String encoded, String charset, String value) {
    assertThat(Parameters.of("a=" + encoded, Charset.forName(charset)).all())
        .containsExactly(new Parameters.NameAndValue("a", value, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"caf%E9", "%C3", "%FF%FE", "%E9t%C3%A9"})
  void marksEscapesThatAreNoText(String encoded) {
    assertThat(Parameters.ofQuery("a=" + encoded).all())
        .singleElement()
        .satisfies(each -> assertThat(each.wellFormed()).isFalse());
  }
}
