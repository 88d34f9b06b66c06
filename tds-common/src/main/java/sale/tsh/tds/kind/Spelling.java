package sale.tsh.tds.kind;

import java.util.Locale;

/** Compares names of kinds that differ in capitals, separators and a plural at most. */
final class Spelling {

  private Spelling() {}

  /** The form that all spellings of a name share: {@code salesreturn} for {@code Sales Returns}. */
  static String bare(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    return plain.endsWith("s") ? plain.substring(0, plain.length() - 1) : plain;
  }

  static boolean isSame(String one, String other) {
    return bare(one).equals(bare(other));
  }
}
