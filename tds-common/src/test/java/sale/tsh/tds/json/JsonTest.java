package sale.tsh.tds.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"b": 1, "a": 2}             | {"a":2,"b":1}
          [10.0, 10.00, 10, 1e1]       | [10,10,10,10]
          {"rate": 5.50}               | {"rate":5.5}
          [0.0, -0.10]                 | [0,-0.1]
          {"id": 9223372036854775807}  | {"id":9223372036854775807}
          {"id": "10.00"}              | {"id":"10.00"}
          [1e99999]                    | [1E+99999]
          {"b": {"d": [], "c": null}}  | {"b":{"c":null,"d":[]}}
          """)
  void writesTheSameTextForTheSameContent(String json, String canonical) {
    assertThat(Json.canonical(Json.parse(json))).isEqualTo(canonical);
  }

  /** Written out, an exponent of four digits would be up to ten thousand digits. */
  @ParameterizedTest
  @ValueSource(strings = {"1e9999", "1e-9999", "-1e5000", "0e9999", "0e-9999", "1.5e-61", "1e61"})
  void neverWritesOutAnExponent(String number) {
    assertThat(Json.canonical(Json.parse("[" + number + "]"))).hasSizeLessThan(20);
    assertThat(Json.forPostgres(Json.parse("[" + number + "]"))).hasSizeLessThan(20).contains("\"");
  }

  @Test
  void writesMoreThanSixtyDigitsAsText() {
    String most = "9".repeat(60);
    assertThat(Json.forPostgres(Json.parse(most))).isEqualTo(most);
    assertThat(Json.forPostgres(Json.parse("0." + most))).isEqualTo("0." + most);
    assertThat(Json.forPostgres(Json.parse("1e59"))).isEqualTo("1E+59");
    assertThat(Json.forPostgres(Json.parse(most + "99"))).isEqualTo("\"%s99\"".formatted(most));
    assertThat(Json.forPostgres(Json.parse("0.1" + most))).isEqualTo("\"0.1%s\"".formatted(most));
  }

  @Test
  void keepsDigitsAsReceived() {
    assertThat(Json.forPostgres(Json.parse("{\"rate\": 10.00}"))).isEqualTo("{\"rate\":10.00}");
  }
}
