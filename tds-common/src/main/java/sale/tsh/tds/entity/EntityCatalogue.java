package sale.tsh.tds.entity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every kind of record that is taken in, and how deliveries name it. */
public final class EntityCatalogue {

  /** The member that says when a record last changed: its version. */
  public static final String MODIFIED = "last_modified_time";

  /** What a few kinds say instead of {@link #MODIFIED}. */
  public static final String UPDATED = "updated_time";

  private EntityCatalogue() {}

  /** Every kind, in the order of the architecture page. */
  public static List<EntityKind> kinds() {
    return EntityKinds.ALL;
  }

  /** The kind whose webhook path this is, letter case aside. */
  public static Optional<EntityKind> atPath(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return kinds().stream().filter(kind -> kind.paths().contains(lower)).findFirst();
  }

  /**
   * The kinds that bodies call by this name, letter case aside: none, one, or the two payment kinds
   * for {@code payment}, Zoho's own reading (a customer's payment) first. {@code Sales Order} and
   * {@code sales-order} are {@code sales_order}.
   */
  public static List<EntityKind> named(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    return kinds().stream().filter(kind -> kind.names().contains(plain)).toList();
  }

  /**
   * The kind of this own name, as {@code tds_sync_queue.entity_type} holds it; throws where there
   * is none.
   */
  public static EntityKind kindOf(String entityType) {
    return kinds().stream()
        .filter(kind -> kind.name().equals(entityType))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no entity kind is named " + entityType));
  }
}
