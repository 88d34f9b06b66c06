package sale.tsh.tds.entity;

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

/** Every kind of record that is taken in, and how deliveries name it. */
public final class EntityCatalogue {

  /** The member that says when a record last changed: its version. */
  public static final String MODIFIED = "last_modified_time";

  /** What a few kinds say instead of {@link #MODIFIED}. */
  public static final String UPDATED = "updated_time";

  private static final Map<String, EntityKind> BY_NAME =
      kinds().stream().collect(toMap(EntityKind::name, Function.identity()));

  private static final Map<String, List<EntityKind>> BY_PATH = by(EntityKind::paths);
  private static final Map<String, List<EntityKind>> BY_NAME_IN_BODIES = by(EntityKind::names);
  private static final Map<String, List<EntityKind>> BY_ID_KEY = by(EntityKind::idKeys);

  private EntityCatalogue() {}

  /** Every kind, in the order of the architecture page. */
  public static List<EntityKind> kinds() {
    return EntityKinds.ALL;
  }

  /** The kind whose webhook path this is, letter case aside. */
  public static Optional<EntityKind> atPath(String path) {
    return BY_PATH.getOrDefault(path.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /**
   * The kinds that bodies call by this name, letter case aside: none, one, or the two payment kinds
   * for {@code payment}, Zoho's own reading (a customer's payment) first. {@code Sales Order} and
   * {@code sales-order} are {@code sales_order}.
   */
  public static List<EntityKind> named(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    return BY_NAME_IN_BODIES.getOrDefault(plain, List.of());
  }

  /**
   * The kind of this own name, as {@code tds_sync_queue.entity_type} holds it; throws where there
   * is none.
   */
  public static EntityKind kindOf(String entityType) {
    EntityKind kind = BY_NAME.get(entityType);
    if (kind == null) {
      throw new IllegalArgumentException("no entity kind is named " + entityType);
    }
    return kind;
  }

  /** Whether the id of some kind stands under this member. */
  public static boolean isIdKey(String member) {
    return BY_ID_KEY.containsKey(member);
  }

  /** The kinds by each of the words that this names them by, in their order. */
  private static Map<String, List<EntityKind>> by(
      Function<EntityKind, ? extends Collection<String>> words) {
    return kinds().stream()
        .flatMap(kind -> words.apply(kind).stream().map(word -> Map.entry(word, kind)))
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toUnmodifiableList())));
  }
}
