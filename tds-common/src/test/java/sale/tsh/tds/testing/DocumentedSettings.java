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
import sale.tsh.tds.settings.Environment;

/** {@code docs/settings.md}, held to the program. */
public final class DocumentedSettings {

  private static final Path DOCUMENT = Path.of("../docs/settings.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (?:`([^`]*)`)?");

  private DocumentedSettings() {}

  /** The variables and their defaults, a blank text where there is no literal one. */
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
   * Holds a settings record to the document: every variable it reads is there, and the documented
   * defaults make the same record as nothing at all.
   */
  public static void hold(Function<Environment, ?> factory) {
    Map<String, String> documented = defaults();
    Set<String> read = new TreeSet<>();
    Object byDefault =
        factory.apply(
            new Environment(
                name -> {
                  read.add(name);
                  return null;
                }));
    assertThat(documented.keySet()).as("docs/settings.md").containsAll(read);
    assertThat(factory.apply(new Environment(documented::get)))
        .as("the documented defaults of %s", read)
        .isEqualTo(byDefault);
  }

  private static String valueOf(MatchResult row) {
    return row.group(2) == null ? "" : row.group(2);
  }
}
