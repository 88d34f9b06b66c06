package sale.tsh.tds.worker.mirror;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values of all lines of one record. */
public record RecordLines(String key, List<List<@Nullable String>> lines) {

  /** The rows of the lines, the first at position 1. */
  public Stream<LineRow> rows() {
    return IntStream.range(0, lines.size()).mapToObj(i -> new LineRow(key, i + 1, lines.get(i)));
  }

  /** A row of a table of lines, with the key of its record. */
  public record LineRow(String key, int position, List<@Nullable String> values) {}
}
