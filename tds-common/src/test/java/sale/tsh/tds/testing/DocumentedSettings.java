package sale.tsh.tds.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import sale.tsh.tds.settings.Settings;

/** Compares {@code docs/settings.md} with the program. */
public final class DocumentedSettings {

  private static final Path DOCUMENT = Path.of("../docs/settings.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (?:`([^`]*)`)?");

  private DocumentedSettings() {}

  /**
   * The variables and their defaults. The default is an empty text if the document has no literal
   * one.
   */
  public static Map<String, String> defaults() {
    try {
      Map<String, String> defaults = new TreeMap<>();
      ROW.matcher(Files.readString(DOCUMENT))
          .results()
          .forEach(row -> defaults.put(row.group(1), valueOf(row)));
      return defaults;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compares a settings record with the document. Every variable that the record reads must be
   * documented, and the documented defaults must make the same record as no variables at all.
   */
  public static void assertDocumented(Function<Settings, ?> factory) {
    Map<String, String> documented = defaults();
    Set<String> read = new TreeSet<>();
    Object byDefault =
        factory.apply(
            new Settings(name -> {
              read.add(name);
              return null;
            }));
    // Each setting may be in a file instead, which the document says once for all.
    read.removeIf(name -> name.endsWith("_FILE"));
    assertThat(documented.keySet()).as("docs/settings.md").containsAll(read);
    assertThat(factory.apply(new Settings(documented::get)))
        .as("the documented defaults of %s", read)
        .isEqualTo(byDefault);
  }

  private static String valueOf(MatchResult row) {
    return row.group(2) == null ? "" : row.group(2);
  }
}
