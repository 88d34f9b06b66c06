package sale.tsh.tds.delivery.record;

import java.util.List;
import java.util.stream.Collectors;
import sale.tsh.tds.kind.KeyUse;
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

  /**
   * The kinds of several wrappers. A kind that is a reference, such as a project, is left out where
   * another kind remains.
   */
  static List<List<Kind>> withoutReferences(List<List<Kind>> wrappers) {
    List<List<Kind>> records =
        wrappers.stream()
            .filter(kinds -> kinds.stream().noneMatch(KindLists::isReference))
            .toList();
    return records.isEmpty() ? wrappers : records;
  }

  private static boolean isReference(Kind kind) {
    return kind.keyUse() == KeyUse.ORIGIN || kind.keyUse() == KeyUse.SHARED;
  }

  /** The names for a sentence, such as {@code customer_payment or vendor_payment}. */
  static String joined(List<Kind> kinds) {
    return kinds.stream().map(Kind::name).collect(Collectors.joining(" or "));
  }
}
