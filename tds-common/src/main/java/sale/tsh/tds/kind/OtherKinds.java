package sale.tsh.tds.kind;

import static sale.tsh.tds.kind.ColumnList.date;
import static sale.tsh.tds.kind.ColumnList.either;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The kinds outside the catalogue. A sender names them, and their records share one table. The
 * decision is in docs/adr/0018-any-other-kind.md.
 */
public final class OtherKinds {

  /** What metrics call each of these kinds, because a sender must not add labels. */
  public static final String LABEL = "other";

  /** The wrapper that Zoho uses for the records of every custom module. */
  public static final String MODULE_RECORD = "module_record";

  /** What a name is, for refusals. */
  public static final String RULE =
      "a name of at most 64 letters a to z, digits and underscores that begins with a letter";

  static final String TABLE = "other_records";

  /** The column with the kind's name. It stands before the id in the key of the table. */
  static final String TYPE = "entity_type";

  private static final String KEY = "entity_id";

  private static final String CUSTOM_MODULE = "cm_";

  /** A name becomes a part of SQL as it is, so it has no other characters. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  private OtherKinds() {}

  /**
   * The name of a kind outside the catalogue, as path, wrapper or envelope write it. {@code
   * Assembly-Order} is {@code assembly_order}. A kind that Zoho is known to have has one name for
   * all its spellings. Empty if the catalogue has the name, or if it is no name.
   */
  public static Optional<String> nameOf(String written) {
    String plain = Spelling.plain(written);
    return NAME.matcher(plain).matches() && KindCatalogue.named(plain).isEmpty()
        ? ForeignKinds.nameOf(plain).or(() -> Optional.of(plain))
        : Optional.empty();
  }

  /** The kind with this very name; empty if a kind outside the catalogue cannot have it. */
  static Optional<Kind> find(String name) {
    return nameOf(name).filter(name::equals).map(OtherKinds::named);
  }

  /** The kind with this {@linkplain #nameOf name}. */
  public static Kind named(String name) {
    return Kind.kind(name)
        .sharedTable(TABLE, KEY, idKeys(name))
        .columns(
            either(
                "name",
                ColumnType.TEXT,
                "name",
                name + "_name",
                "record_name",
                name + "_number",
                "number"),
            SharedColumns.STATUS,
            date("date"))
        .build();
  }

  /** Whether a wrapper of this name may hold a record of this kind. */
  public static boolean fits(String wrapper, Kind kind) {
    return Spelling.isSame(wrapper, kind.name())
        || (wrapper.equals(MODULE_RECORD) && kind.name().startsWith(CUSTOM_MODULE));
  }

  /** The members that may hold the id: Zoho's documented members, then the name's spellings. */
  private static Set<String> idKeys(String name) {
    Set<String> keys = new LinkedHashSet<>(ForeignKinds.keysOf(name));
    String singular = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    for (String each : List.of(name, singular)) {
      keys.add(each + "_id");
      keys.add(each.replace("_", "") + "_id");
    }
    if (name.startsWith(CUSTOM_MODULE) || name.equals(MODULE_RECORD)) {
      keys.add(MODULE_RECORD + "_id");
    }
    return keys;
  }
}
