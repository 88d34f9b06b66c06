package sale.tsh.tds.kind;

import java.util.Locale;

/** Compares names of kinds that differ in capitals, separators and a plural at most. */
final class Spelling {

  private Spelling() {}

  /** A name in lower case with underscores: {@code sales_order} for {@code Sales-Order}. */
  static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }

  /** The form that all spellings of a name share: {@code salesreturn} for {@code Sales Returns}. */
  static String bare(String name) {
    String bare = plain(name).replace("_", "");
    return bare.endsWith("s") ? bare.substring(0, bare.length() - 1) : bare;
  }

  static boolean isSame(String one, String other) {
    return bare(one).equals(bare(other));
  }
}
