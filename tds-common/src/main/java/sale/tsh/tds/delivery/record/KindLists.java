package sale.tsh.tds.delivery.record;

import java.util.List;
import java.util.stream.Collectors;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;

/** Questions about several kinds at once, since a name like {@code payment} may mean two. */
final class KindLists {

  private KindLists() {}

  /** The kinds in both lists, in the order of the first. */
  static List<Kind> common(List<Kind> first, List<Kind> second) {
    return first.stream().filter(second::contains).toList();
  }

  /** Whether bodies use this name for one of these kinds. */
  static boolean anyNamed(String name, List<Kind> kinds) {
    return !common(KindCatalogue.named(name), kinds).isEmpty();
  }

  /** Whether this member holds the id of one of these kinds. */
  static boolean anyKeyedBy(String member, List<Kind> kinds) {
    return kinds.stream().anyMatch(kind -> kind.idKeys().contains(member));
  }

  /** The names for a sentence, such as {@code customer_payment or vendor_payment}. */
  static String joined(List<Kind> kinds) {
    return kinds.stream().map(Kind::name).collect(Collectors.joining(" or "));
  }
}
