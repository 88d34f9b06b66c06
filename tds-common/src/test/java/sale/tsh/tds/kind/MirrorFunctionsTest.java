package sale.tsh.tds.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.testing.TestDatabase;

/** The functions of schema {@code zoho} take any value. What is not of their type is null. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MirrorFunctionsTest {

  private final TestDatabase database = TestDatabase.migrated();
  private final JdbcClient jdbc = database.jdbc();

  @AfterAll
  void close() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      nullValues = "null",
      value = {
        "number_of  | 12.50         | 12.50",
        "number_of  | ` -2. `       | -2",
        "number_of  | .5            | 0.5",
        "number_of  | 1e3           | 1000",
        "number_of  | 1e59          | 100000000000000000000000000000000000000000000000000000000000",
        "number_of  | 1e60          | null",
        "number_of  | 1e-61         | null",
        "number_of  | 1e999999999   | null",
        "number_of  | NaN           | null",
        "number_of  | Infinity      | null",
        "number_of  | 0x1F          | null",
        "number_of  | 1_000         | null",
        "number_of  | 1,5           | null",
        "number_of  | 12.5%         | null",
        "number_of  | true          | null",
        "number_of  | ``            | null",
        "number_of  | {\"a\":1}     | null",
        "number_of  | null          | null",
        "percent_of | 12.5%         | 12.5",
        "percent_of | `20.00 % `    | 20.00",
        "percent_of | 7             | 7",
        "percent_of | %             | null",
        "percent_of | 5%%           | null",
        "date_of    | 2026-09-04    | 2026-09-04",
        "date_of    | ` 2024-02-29 `| 2024-02-29",
        "date_of    | 2026-09-04T00:00:00.000Z | 2026-09-04",
        "date_of    | 2026-09-04T00:00:00+0100 | 2026-09-04",
        "date_of    | 2026-09-04T23:00:00Z     | null",
        "date_of    | 2023-02-29    | null",
        "date_of    | 2026-13-01    | null",
        "date_of    | 0000-01-01    | null",
        "date_of    | 27 Dec 2016   | null",
        "date_of    | 06/09/2026    | null",
        "date_of    | epoch         | null",
        "flag_of    | TRUE          | true",
        "flag_of    | ` yes `       | true",
        "flag_of    | 1             | true",
        "flag_of    | false         | false",
        "flag_of    | No            | false",
        "flag_of    | 2             | null",
        "flag_of    | t             | null"
      })
  void aTextIsReadOrNull(String function, @Nullable String text, @Nullable String expected) {
    assertThat(
            jdbc.sql("select zoho.%s(cast(:text as text))::text".formatted(function))
                .param("text", text)
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .single())
        .isEqualTo(Optional.ofNullable(expected));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      nullValues = "null",
      value = {
        "text_of | \"a\"                | a",
        "text_of | 12.50                | 12.50",
        "text_of | true                 | true",
        "text_of | \"  \"               | null",
        "text_of | null                 | null",
        "text_of | [\"a\"]              | null",
        "text_of | {}                   | null",
        "id_of   | \" 46 \"             | 46",
        "id_of   | 460000000026049.0    | 460000000026049",
        "id_of   | 8754310000006945058  | 8754310000006945058",
        "id_of   | \"46.0\"             | 46.0",
        "id_of   | \"\"                 | null",
        "id_of   | true                 | null",
        "id_of   | [1]                  | null",
        "json_of | \"a\"                | a",
        "json_of | [\"a\",\"b\"]        | [\"a\", \"b\"]",
        "json_of | []                   | null",
        "json_of | {}                   | null"
      })
  void aValueIsReadOrNull(String function, @Nullable String json, @Nullable String expected) {
    assertThat(
            jdbc.sql("select zoho.%s(cast(:json as jsonb))".formatted(function))
                .param("json", json)
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .single())
        .isEqualTo(Optional.ofNullable(expected));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      nullValues = "null",
      value = {
        "[1,{\"a\":2},\"x\"] | 3 | 1",
        "{\"a\":1}           | 1 | 1",
        "[]                  | 0 | 0",
        "\"[{}]\"            | 0 | 0",
        "5                   | 0 | 0",
        "null                | 0 | 0"
      })
  void aListThatIsNoneHasOneElementOrNone(@Nullable String list, int elements, int objects) {
    assertThat(count("elements", list)).isEqualTo(elements);
    assertThat(count("objects", list)).isEqualTo(objects);
  }

  /**
   * Their bodies are bound to what they call. Otherwise a schema of the caller's could change them.
   */
  @Test
  void theyAreImmutableAndBoundAndSafeForParallelPlans() {
    List<String> others =
        jdbc.sql(
                """
                select proname from pg_proc
                 where pronamespace = 'zoho'::regnamespace
                   and not (provolatile = 'i' and proparallel = 's' and prosqlbody is not null and not prosecdef)
                """)
            .query((row, number) -> row.getString(1))
            .list();
    assertThat(others).isEmpty();
    assertThat(database.count("pg_proc where pronamespace = 'zoho'::regnamespace")).isPositive();
  }

  private int count(String function, @Nullable String list) {
    return jdbc.sql("select count(*) from zoho.%s(cast(:list as jsonb))".formatted(function))
        .param("list", list)
        .query(Integer.class)
        .single();
  }
}
