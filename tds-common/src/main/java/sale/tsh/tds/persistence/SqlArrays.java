package sale.tsh.tds.persistence;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes arrays of text for statements that take many rows at once and cast the array's type. */
public final class SqlArrays {

  private SqlArrays() {}

  /** One value of each row, in the order of the rows. */
  public static <T> @Nullable String[] array(
      Collection<? extends T> rows, Function<T, @Nullable String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }
}
