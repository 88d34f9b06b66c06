package sale.tsh.tds.kind;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableList;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Every kind of record that has a table of its own here, and its names in deliveries. */
public final class KindCatalogue {

  /** The member with the time of a record's last change, which is its version. */
  public static final String MODIFIED = "last_modified_time";

  /** The member that a few kinds have instead of {@link #MODIFIED}. */
  public static final String UPDATED = "updated_time";

  private static final Map<String, Kind> BY_NAME =
      kinds().stream().collect(toMap(Kind::name, Function.identity()));

  private static final Map<String, List<Kind>> BY_PATH = by(Kind::paths);
  private static final Map<String, List<Kind>> BY_NAME_IN_BODIES = by(Kind::names);
  private static final Map<String, List<Kind>> BY_KEY = by(kind -> List.of(kind.key()));

  /** Without the members that occur in most records and so tell nothing. */
  private static final Map<String, List<Kind>> BY_ID_KEY =
      by(kind -> kind.keyUse() == KeyUse.SHARED ? List.of() : kind.idKeys());

  private KindCatalogue() {}

  /** Every kind, in the order of docs/architecture.md, "Kinds". */
  public static List<Kind> kinds() {
    return KindDefinitions.ALL;
  }

  /** The kinds that Zoho's API has a list of, in the same order. */
  public static List<Kind> listedKinds() {
    return kinds().stream().filter(kind -> kind.apiResource().isPresent()).toList();
  }

  /** The kind of a webhook path, ignoring case. */
  public static Optional<Kind> atPath(String path) {
    return BY_PATH.getOrDefault(path.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /**
   * The kinds that bodies call by this name, ignoring case. {@code Sales Order} and {@code
   * sales-order} are {@code sales_order}. The name {@code payment} means two kinds. The customer's
   * payment comes first, because Zoho means that one.
   */
  public static List<Kind> named(String name) {
    return BY_NAME_IN_BODIES.getOrDefault(Spelling.plain(name), List.of());
  }

  /**
   * The kind of a name in {@code tds_sync_queue.entity_type}, in the catalogue or outside. An event
   * may wait under a name that the catalogue did not know when it came. It is of the kind that has
   * the name now.
   *
   * @throws IllegalArgumentException if no kind can have this name
   */
  public static Kind kindOf(String entityType) {
    return find(entityType)
        .or(() -> named(entityType).stream().findFirst())
        .orElseThrow(() -> new IllegalArgumentException("no kind is named " + entityType));
  }

  /** The kind of this very name, in the catalogue or outside; empty if no kind can have it. */
  public static Optional<Kind> find(String entityType) {
    return Optional.ofNullable(BY_NAME.get(entityType)).or(() -> OtherKinds.find(entityType));
  }

  /** Whether the catalogue has a kind of this name in {@code tds_sync_queue.entity_type}. */
  public static boolean has(String entityType) {
    return BY_NAME.containsKey(entityType);
  }

  /** What metrics call the kind of a name in {@code tds_sync_queue.entity_type}. */
  public static String label(String entityType) {
    return has(entityType) ? entityType : OtherKinds.LABEL;
  }

  /**
   * The members that every full record of the first kind has and no record of the second kind has.
   * They distinguish two kinds that share their key.
   */
  public static List<String> distinguishingMembers(Kind kind, Kind other) {
    return kind.core().stream()
        .filter(member -> !other.hasColumn(member) && !other.core().contains(member))
        .toList();
  }

  /** The kinds whose table has this key, which are two for {@code payment_id}. */
  public static List<Kind> withKey(String key) {
    return BY_KEY.getOrDefault(key, List.of());
  }

  /** The kinds that this member may hold the id of, none if it occurs in most records. */
  public static List<Kind> identifiedBy(String member) {
    return BY_ID_KEY.getOrDefault(member, List.of());
  }

  /** Whether this member holds the id of some kind, and does not occur in most records. */
  public static boolean isIdKey(String member) {
    return BY_ID_KEY.containsKey(member);
  }

  /** The kinds by each of their words, in the order of the catalogue. */
  private static Map<String, List<Kind>> by(Function<Kind, ? extends Collection<String>> words) {
    return kinds().stream()
        .flatMap(kind -> words.apply(kind).stream().map(word -> Map.entry(word, kind)))
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toUnmodifiableList())));
  }
}
