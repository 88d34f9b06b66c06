package sale.tsh.tds.delivery;

import java.util.List;
import java.util.stream.Collectors;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.entity.EntityKind;

/** Questions about several kinds at once: a name like {@code payment} may mean two. */
final class Kinds {

  private Kinds() {}

  /** The kinds of the first list that are in the second too, in the first one's order. */
  static List<EntityKind> common(List<EntityKind> first, List<EntityKind> second) {
    return first.stream().filter(second::contains).toList();
  }

  /** Whether bodies call one of these kinds so. */
  static boolean areNamed(String name, List<EntityKind> kinds) {
    return !common(EntityCatalogue.named(name), kinds).isEmpty();
  }

  /** Whether the id of one of these kinds stands under this member. */
  static boolean areKeyedBy(String member, List<EntityKind> kinds) {
    return kinds.stream().anyMatch(kind -> kind.idKeys().contains(member));
  }

  /** For a sentence: {@code customer_payment or vendor_payment}. */
  static String list(List<EntityKind> kinds) {
    return kinds.stream().map(EntityKind::name).collect(Collectors.joining(" or "));
  }
}
