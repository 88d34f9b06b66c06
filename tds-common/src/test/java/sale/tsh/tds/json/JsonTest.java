package sale.tsh.tds.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void theSameContentIsTheSameText(String json, String canonical) {
    assertThat(Json.canonical(Json.parse(json))).isEqualTo(canonical);
  }

  @Test
  void digitsAreKeptAsTheyCame() {
    assertThat(Json.forPostgres(Json.parse("{\"rate\": 10.00}"))).isEqualTo("{\"rate\":10.00}");
  }
}
