package sale.tsh.tds.delivery;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sale.tsh.tds.delivery.record.Envelope;
import sale.tsh.tds.delivery.record.IdResolver;
import sale.tsh.tds.delivery.record.JsonText;
import sale.tsh.tds.delivery.record.NestedObject;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.MirrorColumn;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record in a query string, such as {@code ?op=delete&contact_id=5}, for a delivery whose body
 * is empty. Only names of a record's or an envelope's members are read. An API key in the query
 * string, for example, is no part of a record.
 */
final class QueryFields {

  private static final Set<String> RECORD_MEMBERS =
      KindCatalogue.kinds().stream()
          .flatMap(kind ->
              Stream.concat(
                  kind.idKeys().stream(),
                  kind.columns().stream().map(MirrorColumn::keys).flatMap(List::stream)))
          .collect(Collectors.toUnmodifiableSet());

  private QueryFields() {}

  /** The members of records that columns or ids are read from. */
  static Set<String> recordMembers() {
    return RECORD_MEMBERS;
  }

  /** Whether a parameter could name a record or a part of a record, perhaps of these kinds. */
  static boolean nameRecord(Parameters query, List<Kind> kinds) {
    return query.all().stream()
        .anyMatch(each -> isKnown(each.name(), kinds) && !JsonText.isBlank(each.value()));
  }

  /** The parameters as one JSON object, as if they were the fields of a form. */
  static ObjectNode parse(Parameters query, List<Kind> kinds) {
    return FormBody.parse(
        new Parameters(
            query.all().stream().filter(each -> isKnown(each.name(), kinds)).toList(),
            query.complete()),
        kinds);
  }

  private static boolean isKnown(String name, List<Kind> kinds) {
    return RECORD_MEMBERS.contains(name.toLowerCase(Locale.ROOT))
        || !KindCatalogue.named(name).isEmpty()
        || Envelope.isMember(name)
        || NestedObject.isContainerName(name)
        || name.equals(IdResolver.PLAIN_ID)
        || kinds.stream().anyMatch(kind -> kind.idKeys().contains(name));
  }
}
