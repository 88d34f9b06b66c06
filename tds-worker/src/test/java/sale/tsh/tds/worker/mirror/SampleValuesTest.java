package sale.tsh.tds.worker.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.kind.ColumnType;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.LineTable;
import sale.tsh.tds.kind.MirrorColumn;
import sale.tsh.tds.testing.SampleRecords;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The catalogue's column types against the values that Zoho documents and sends. */
class SampleValuesTest {

  static List<Kind> kinds() {
    return KindCatalogue.kinds();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyValueOfAFullRecordReadsAsItsColumnsType(Kind kind) {
    JsonNode record = SampleRecords.record(kind.name());
    read(kind.columns(), record);
    kind.lineTable()
        .ifPresent(lines -> list(lines, record).forEach(line -> read(lines.columns(), line)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-09-04",
        " 2026-09-04 ",
        "2026-09-04T00:00:00.000Z",
        "2026-09-04T00:00:00+0100",
        "2026-09-04T00:00:00"
      })
  void midnightAtTheStartOfADateIsReadAsTheDate(String date) {
    assertThat(ValueReader.read("invoice.date", StringNode.valueOf(date), ColumnType.DATE))
        .isEqualTo("2026-09-04");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-09-04T23:00:00Z",
        "6:52 PM",
        "27 Dec 2016",
        "T00:00:00Z",
        "string",
        "0000-01-01",
        "-0044-03-15",
        "+10000-01-01",
        "0000-01-01T00:00:00"
      })
  void noOtherTimeIsADate(String date) {
    assertThatThrownBy(
            () -> ValueReader.read("invoice.date", StringNode.valueOf(date), ColumnType.DATE))
        .isInstanceOf(UnreadableValueException.class)
        .hasMessageContaining("is not a date like 2026-09-04");
  }

  /** A body of such digits once held a worker for minutes. */
  @ParameterizedTest
  @ValueSource(strings = {"9", "0", "0.", "1e"})
  void endlessDigitsAsTextAreNoNumber(String begin) {
    JsonNode value = StringNode.valueOf(begin + "0".repeat(5_000_000) + "1");
    for (ColumnType type : List.of(ColumnType.DECIMAL, ColumnType.PERCENT)) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(10),
          () ->
              assertThatThrownBy(() -> ValueReader.read("item.rate", value, type))
                  .isInstanceOf(UnreadableValueException.class)
                  .hasMessageStartingWith("item.rate: \"" + begin + "000"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000000001.50",
        "+1.50 ",
        "150e-2"
      })
  void aNumberMayBeWrittenInOddWays(String number) {
    assertThat(ValueReader.read("item.rate", StringNode.valueOf(number), ColumnType.DECIMAL))
        .isEqualTo("1.50");
  }

  private static void read(List<MirrorColumn> columns, JsonNode object) {
    for (MirrorColumn column : columns) {
      for (String key : column.keys()) {
        JsonNode value = object.get(key);
        if (value != null) {
          ValueReader.read(key, key, value, column);
        }
      }
    }
  }

  private static Iterable<JsonNode> list(LineTable lines, JsonNode record) {
    JsonNode list =
        lines.keys().stream().filter(record::has).findFirst().map(record::get).orElseThrow();
    return list.isArray() ? list : List.of(list);
  }
}
