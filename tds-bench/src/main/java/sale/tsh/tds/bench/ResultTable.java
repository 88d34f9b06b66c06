package sale.tsh.tds.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Formats rows as a Markdown table, ready for a document. */
final class ResultTable {

  private static final List<String> HEADINGS =
      List.of("work", "unit", "TDS Core", "best peer", "SQL", "× peer", "× SQL", "target", "met");

  private ResultTable() {}

  static String of(List<Row> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADINGS);
    rows.forEach(row -> lines.add(cells(row)));
    List<Integer> widths =
        IntStream.range(0, HEADINGS.size())
            .mapToObj(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .toList();
    lines.add(1, widths.stream().map("-"::repeat).toList());
    return lines.stream().map(line -> line(line, widths)).collect(Collectors.joining("\n"));
  }

  private static String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> cells.get(i) + " ".repeat(widths.get(i) - cells.get(i).length()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static List<String> cells(Row row) {
    return List.of(
        row.work().name(),
        row.work().unit(),
        text(row.ours()),
        row.bestPeer().map(ResultTable::peer).orElse(""),
        text(row.sql()),
        ratio(row.ratioToPeer()),
        ratio(row.ratioToSql()),
        row.target(),
        row.isMet().map(met -> met ? "yes" : "no").orElse(""));
  }

  private static String peer(Map.Entry<String, Double> peer) {
    return "%s (%s)".formatted(text(OptionalDouble.of(peer.getValue())), peer.getKey());
  }

  private static String text(OptionalDouble value) {
    if (value.isEmpty()) {
      return "";
    }
    double figure = value.getAsDouble();
    return String.format(Locale.ROOT, figure < 100 ? "%.2f" : "%,.0f", figure);
  }

  private static String ratio(OptionalDouble ratio) {
    return ratio.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", ratio.getAsDouble());
  }
}
