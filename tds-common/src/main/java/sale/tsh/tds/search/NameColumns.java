package sale.tsh.tds.search;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.kind.ColumnType;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.kind.MirrorColumn;

/**
 * The columns of a kind by which people know its records.
 *
 * @param number holds the record's own number; null if the kind has none
 * @param names may hold its name, or whose it is. The first that says something counts
 * @param searched hold words by which the record is found
 * @param phones hold telephone numbers
 */
public record NameColumns(
    @Nullable MirrorColumn number,
    List<MirrorColumn> names,
    List<MirrorColumn> searched,
    List<MirrorColumn> phones) {

  /** Whose a record is, or what it is about, where it has no name. The best comes first. */
  private static final List<String> WHOSE =
      List.of(
          "vendor_name",
          "customer_name",
          "employee_name",
          "user_name",
          "project_name",
          "account_name",
          "description");

  private static final Set<String> SEARCHED =
      Set.of(
          "reference_number",
          "contact_number",
          "company_name",
          "first_name",
          "last_name",
          "customer_name",
          "vendor_name",
          "email",
          "sku",
          "upc",
          "ean",
          "part_number");

  private static final Set<String> PHONES = Set.of("phone", "mobile");

  private static final Map<String, NameColumns> OF_CATALOGUE =
      KindCatalogue.kinds().stream().collect(toMap(Kind::name, NameColumns::read));

  /** The columns of this kind. */
  public static NameColumns of(Kind kind) {
    NameColumns known = OF_CATALOGUE.get(kind.name());
    return known == null ? read(kind) : known;
  }

  private static NameColumns read(Kind kind) {
    MirrorColumn first = kind.columns().getFirst();
    boolean isText = first.type() == ColumnType.TEXT;
    boolean isNumber = isText && first.name().endsWith("_number");
    List<MirrorColumn> names = new ArrayList<>();
    if (isText && !isNumber) {
      names.add(first);
    }
    Stream.concat(surname(first), WHOSE.stream())
        .flatMap(name -> kind.column(name).stream())
        .forEach(names::add);
    return new NameColumns(
        isNumber ? first : null,
        List.copyOf(names),
        kind.columns().stream()
            .filter(column -> SEARCHED.contains(column.name()) || (isText && column.equals(first)))
            .toList(),
        kind.columns().stream().filter(column -> PHONES.contains(column.name())).toList());
  }

  /** The column with the record's own number, if the kind has one. */
  public Optional<MirrorColumn> numberColumn() {
    return Optional.ofNullable(number);
  }

  private static Stream<String> surname(MirrorColumn first) {
    return first.name().equals("first_name") ? Stream.of("last_name") : Stream.of();
  }
}
