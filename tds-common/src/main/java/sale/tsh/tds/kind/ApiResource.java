package sale.tsh.tds.kind;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Zoho's REST API offers the records of a kind. The list is at the path, and a record at the
 * path and its id. Sources are Books API v3 and Inventory API v1.
 *
 * @param path of the list below the product's base, such as {@code invoices}
 * @param orders what the list can be sorted by, as far as is known. A puller believes an order only
 *     if the answer has it
 * @param rowIsRecord whether a row of the list is the whole record, so that no record is fetched
 * @param bulk the list that gives up to 100 whole records by their ids, if there is one
 * @param area of the product's scopes that the list belongs to
 */
public record ApiResource(
    Product product,
    String path,
    Set<ListOrder> orders,
    boolean rowIsRecord,
    @Nullable Bulk bulk,
    String area) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Zoho's products, each with the base of its paths. */
  public enum Product {
    BOOKS("books/v3", "ZohoBooks"),
    INVENTORY("inventory/v1", "ZohoInventory");

    private final String base;
    private final String scopes;

    Product(String base, String scopes) {
      this.base = base;
      this.scopes = scopes;
    }

    /** The path below the API's host, without slashes around it. */
    public String base() {
      return base;
    }

    /** The OAuth scope that reads an area, such as {@code ZohoBooks.invoices.READ}. */
    public String scope(String area) {
      return "%s.%s.READ".formatted(scopes, area);
    }
  }

  /** The members that lists can be sorted by. */
  public enum ListOrder {
    MODIFIED(KindCatalogue.MODIFIED),
    CREATED("created_time");

    private final String column;

    ListOrder(String column) {
      this.column = column;
    }

    /** The value of {@code sort_column}. */
    public String column() {
      return column;
    }
  }

  /**
   * A list of whole records by their ids.
   *
   * @param path below the product's base
   * @param parameter of the query that holds the ids, separated by commas
   */
  public record Bulk(String path, String parameter) {

    /** The most ids of one call. */
    public static final int MOST = 100;
  }

  static ApiResource books(String path, ListOrder... orders) {
    return of(Product.BOOKS, path, orders);
  }

  static ApiResource inventory(String path, ListOrder... orders) {
    return of(Product.INVENTORY, path, orders);
  }

  private static ApiResource of(Product product, String path, ListOrder... orders) {
    return new ApiResource(product, path, Set.of(orders), false, null, path);
  }

  ApiResource rowsAreRecords() {
    return new ApiResource(product, path, orders, true, bulk, area);
  }

  ApiResource inBulk(String bulkPath, String parameter) {
    return new ApiResource(product, path, orders, rowIsRecord, new Bulk(bulkPath, parameter), area);
  }

  /** Says that the list belongs to an area of scopes with another name than its path. */
  ApiResource scoped(String otherArea) {
    return new ApiResource(product, path, orders, rowIsRecord, bulk, otherArea);
  }

  /** The OAuth scope that reads the list and its records. */
  public String scope() {
    return product.scope(area);
  }

  /** The list of many whole records, if there is one. */
  public Optional<Bulk> bulkList() {
    return Optional.ofNullable(bulk);
  }

  /** The path of the list below the API's host. */
  public String list() {
    return product.base() + "/" + path;
  }

  /** Whether Zoho can have a record of this id, which becomes a part of an address. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
