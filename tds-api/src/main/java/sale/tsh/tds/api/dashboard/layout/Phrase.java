package sale.tsh.tds.api.dashboard.layout;

import java.util.List;

/**
 * A text for people, in no language yet. {@link Format#say} finds its words.
 *
 * @param key its key in the bundle {@code messages}
 * @param values what its placeholders stand for, see {@link Format#say}
 */
public record Phrase(String key, List<Object> values) {

  public Phrase {
    values = List.copyOf(values);
  }

  public static Phrase of(String key, Object... values) {
    return new Phrase(key, List.of(values));
  }

  /** A number of things. Each language has its own forms of the noun. */
  public record Counted(long number, String noun) {}

  /** Several phrases, with commas between them. */
  public record Series(List<Phrase> phrases) {
    public Series {
      phrases = List.copyOf(phrases);
    }
  }

  /** A number of bytes. */
  public record Size(long bytes) {}

  /**
   * A name of the code, such as a status or a kind.
   *
   * @param group the beginning of the key
   */
  public record Word(String group, String name) {}
}
