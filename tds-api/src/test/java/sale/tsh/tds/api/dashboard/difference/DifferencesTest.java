package sale.tsh.tds.api.dashboard.difference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sale.tsh.tds.json.Json;

/** The differences of two values, each with its path. */
class DifferencesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1                              | 1.0                            |
          1                              | 2                              | v: 1 > 2
          "a"                            | null                           | v: "a" > null
          {"a":1,"b":2}                  | {"b":2.0,"a":1}                |
          {"a":{"b":{"c":1}}}            | {"a":{"b":{"c":2}}}            | v.a.b.c: 1 > 2
          {"a":1}                        | {"b":1}                        | v.b: - > 1, v.a: 1 > -
          {"a":1}                        | [1]                            | v: {"a":1} > [1]
          [1,2]                          | [2,1]                          | v: [1,2] > [2,1]
          []                             | [{"id":1}]                     | v: [] > [{"id":1}]
          [{"a":1}]                      | [{"a":1},{"a":2}]              | v[1]: - > {"a":2}
          [{"a":1},{"a":2}]              | [{"a":2}]                      | v[0].a: 1 > 2, v[1]: {"a":2} > -
          [{"id":1,"a":1},{"id":2,"a":1}]| [{"id":2,"a":1},{"id":1,"a":1}]| v: [{"id":1,"a":1},{"id":2,"a":1}] > [{"id":2,"a":1},{"id":1,"a":1}]
          [{"id":1,"a":1},{"id":2,"a":1}]| [{"id":2,"a":3},{"id":1,"a":1}]| v[id 2].a: 1 > 3
          [{"id":1,"a":1},{"id":1,"a":1}]| [{"id":1,"a":1},{"id":1,"a":2}]| v[1].a: 1 > 2
          [{"id":"","a":1}]              | [{"id":"","a":2}]              | v[0].a: 1 > 2
          [{"id":1},{"id":2}]            | [{"id":2},{"id":3}]            | v[id 3]: - > {"id":3}, v[id 1]: {"id":1} > -
          """)
  void namesThePlaceOfEachDifference(String before, String after, @Nullable String expected) {
    assertThat(differences(before, after)).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void namesALineByWhatPeopleKnowItBy() {
    String line = "{\"line_item_id\":\"46001\",\"item_id\":\"7\",\"sku\":\"SKU-301\",\"rate\":%s}";
    String other = "{\"line_item_id\":\"46002\",\"item_id\":\"7\",\"sku\":\"%s\",\"rate\":1}";
    assertThat(
            differences(
                "[%s,%s]".formatted(line.formatted("12500"), other.formatted("SKU-302")),
                "[%s,%s]".formatted(other.formatted("SKU-302"), line.formatted("13000"))))
        .isEqualTo("v[sku SKU-301].rate: 12500 > 13000");
    assertThat(
            differences(
                "[%s,%s]".formatted(line.formatted("12500"), other.formatted("SKU-301")),
                "[%s,%s]".formatted(line.formatted("13000"), other.formatted("SKU-301"))))
        .isEqualTo("v[line_item_id 46001].rate: 12500 > 13000");
  }

  @Test
  void tooManyDifferencesAreOne() {
    assertThat(Differences.of("v", Json.parse(numbers(0, 100)), Json.parse(numbers(1, 100))))
        .hasSize(100);
    List<Difference> one =
        Differences.of("v", Json.parse(numbers(0, 101)), Json.parse(numbers(1, 101)));
    assertThat(one).hasSize(1);
    assertThat(one.getFirst().path()).isEqualTo("v");
    assertThat(one.getFirst().after()).isEqualTo(numbers(1, 101));
  }

  private static String numbers(int from, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"m%d\":%d".formatted(i, from + i))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String differences(String before, String after) {
    return Differences.of("v", Json.parse(before), Json.parse(after)).stream()
        .map(each -> "%s: %s > %s".formatted(each.path(), text(each.before()), text(each.after())))
        .collect(Collectors.joining(", "));
  }

  private static String text(@Nullable String value) {
    return value == null ? "-" : value;
  }
}
