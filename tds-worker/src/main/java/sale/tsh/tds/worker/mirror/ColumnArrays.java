package sale.tsh.tds.worker.mirror;

import static sale.tsh.tds.persistence.SqlArrays.array;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.kind.MirrorColumn;

/** Values of many rows as one array per column, in SQL and as parameters. */
public final class ColumnArrays {

  private ColumnArrays() {}

  /** The arrays for {@code unnest}, in the order of the columns. */
  public static String sql(List<MirrorColumn> columns) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> ":%s::%s[]".formatted(parameter(i), columns.get(i).type().sql()))
        .collect(Collectors.joining(", "));
  }

  /** Binds the arrays. The values of a row are in the order of the columns. */
  public static <T> JdbcClient.StatementSpec bind(
      JdbcClient.StatementSpec statement,
      List<MirrorColumn> columns,
      List<T> rows,
      Function<T, List<@Nullable String>> values) {
    JdbcClient.StatementSpec bound = statement;
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      bound = bound.param(parameter(i), array(rows, row -> values.apply(row).get(column)));
    }
    return bound;
  }

  private static String parameter(int column) {
    return "c" + column;
  }
}
