package sale.tsh.tds.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How Zoho spells one kind, and how its lists behave. A test may change the behaviour at any time,
 * because much of it is not documented.
 */
public final class SimulatedKind {

  /** What the parameter {@code last_modified_time} of a list means. */
  public enum TimeFilter {
    SINCE,
    AFTER,
    EQUAL,
    /** Since the time, as if it were one of the organisation's zone. */
    SHIFTED,
    IGNORED
  }

  static final String MODIFIED = "last_modified_time";
  static final String CREATED = "created_time";

  /** The parameter that asks for all records, the inactive ones too. */
  static final String ALL = "Status.All";

  private final String name;
  private final String path;
  private final String idMember;
  private final String wrapper;
  private final Map<SimulatedProduct, Set<String>> sorts = new EnumMap<>(SimulatedProduct.class);
  private final Map<SimulatedProduct, TimeFilter> filters = new EnumMap<>(SimulatedProduct.class);
  private final Map<SimulatedProduct, String> areas = new EnumMap<>(SimulatedProduct.class);
  private volatile String listWrapper;
  private volatile String defaultSort = CREATED;
  private volatile String defaultOrder = "D";
  private volatile @Nullable String onlyOrder;
  private volatile boolean claimsSorts;
  private volatile String allFilter = ALL;
  private volatile @Nullable String activeFilter;
  private volatile @Nullable String rowTime = MODIFIED;
  private volatile @Nullable String recordTime = MODIFIED;
  private volatile boolean pageContext = true;
  private volatile boolean customFieldsInRows = true;
  private volatile int missingCode = 1002;
  private volatile boolean overlappingPages;
  private volatile Duration delay = Duration.ZERO;
  private volatile Set<String> blankTimes = Set.of();
  private volatile boolean hasList = true;
  private volatile @Nullable String parentMember;

  SimulatedKind(String name, String path, String listWrapper, String wrapper, String idMember) {
    this.name = name;
    this.path = path;
    this.listWrapper = listWrapper;
    this.wrapper = wrapper;
    this.idMember = idMember;
  }

  // The spelling.

  /** Returns the name of the kind in the product's catalogue, such as {@code sales_order}. */
  public String name() {
    return name;
  }

  /** Returns the path of the list in one product, such as {@code /books/v3/salesorders}. */
  public String path(SimulatedProduct product) {
    return product.base() + path;
  }

  /** Returns the member that holds the id. */
  public String idMember() {
    return idMember;
  }

  /** Returns the member around a single record. */
  public String wrapper() {
    return wrapper;
  }

  /** Returns the member that holds the rows of a list. */
  public String listWrapper() {
    return listWrapper;
  }

  String path() {
    return path;
  }

  /** Returns the name as Zoho's sentences have it, such as {@code Sales order}. */
  String title() {
    String words = name.replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  @Nullable String parentMember() {
    return parentMember;
  }

  /** Tells whether a product offers the kind. */
  public boolean isIn(SimulatedProduct product) {
    return sorts.containsKey(product);
  }

  /** Returns the scope that a token needs to read the kind in one product. */
  public String readScope(SimulatedProduct product) {
    return product.readScope(areas.getOrDefault(product, "settings"));
  }

  // What a test may change.

  /** Renames the member that holds the rows, because Zoho has two spellings for some. */
  public SimulatedKind listWrapper(String spelling) {
    this.listWrapper = spelling;
    return this;
  }

  /** Names the columns by which the lists of a product can be sorted. All others are ignored. */
  public SimulatedKind sortsBy(SimulatedProduct product, String... columns) {
    sorts.put(product, Set.copyOf(Arrays.asList(columns)));
    return this;
  }

  /** Lists ignore every sort that is asked for, as Zoho does with unknown ones. */
  public SimulatedKind ignoresSorts() {
    sorts.replaceAll((product, columns) -> Set.of());
    return this;
  }

  /** Lists are always in this order, {@code A} or {@code D}, whatever is asked for. */
  public SimulatedKind onlyInOrder(String order) {
    this.onlyOrder = order;
    return this;
  }

  /** Lists claim the sort that was asked for, whatever their order is. */
  public SimulatedKind claimsSorts() {
    this.claimsSorts = true;
    return this;
  }

  /** Says what the parameter {@code last_modified_time} means in all products. */
  public SimulatedKind filtersBy(TimeFilter meaning) {
    for (SimulatedProduct product : SimulatedProduct.values()) {
      filters.put(product, meaning);
    }
    return this;
  }

  /** Names the member with the time of modification in a list's rows, or null for none. */
  public SimulatedKind timeInRows(@Nullable String member) {
    this.rowTime = member;
    return this;
  }

  /** Names the member with the time of modification in a single record, or null for none. */
  public SimulatedKind timeInRecords(@Nullable String member) {
    this.recordTime = member;
    return this;
  }

  /** Rows of these records have a blank time, and are in the answer to every time filter. */
  public SimulatedKind blankTimeInRows(String... ids) {
    this.blankTimes = Set.copyOf(Arrays.asList(ids));
    return this;
  }

  /** Lists show a change only after this time, with the time at which it was made. */
  public SimulatedKind listsChangesAfter(Duration time) {
    this.delay = time;
    return this;
  }

  /** Each page after the first begins one row early, so one record is on two pages. */
  public SimulatedKind overlapsPages() {
    this.overlappingPages = true;
    return this;
  }

  /** Lists have no {@code page_context}, as some lists of settings have none. */
  public SimulatedKind withoutPageContext() {
    this.pageContext = false;
    return this;
  }

  /** Says with which code a missing record is answered. */
  public SimulatedKind missingCode(int code) {
    this.missingCode = code;
    return this;
  }

  /** Lists leave out inactive records unless all are asked for. */
  public SimulatedKind hidesInactive() {
    this.activeFilter = allFilter.replace(".All", ".Active");
    return this;
  }

  // What only the table of kinds says.

  SimulatedKind in(SimulatedProduct product, List<String> columns) {
    sorts.put(product, Set.copyOf(columns));
    filters.putIfAbsent(product, TimeFilter.IGNORED);
    return this;
  }

  SimulatedKind filtersIn(SimulatedProduct... products) {
    for (SimulatedProduct product : products) {
      filters.put(product, TimeFilter.SINCE);
    }
    return this;
  }

  SimulatedKind area(String scopeArea) {
    return area(SimulatedProduct.BOOKS, scopeArea).area(SimulatedProduct.INVENTORY, scopeArea);
  }

  SimulatedKind area(SimulatedProduct product, String scopeArea) {
    areas.put(product, scopeArea);
    return this;
  }

  SimulatedKind defaultSort(String column, String order) {
    this.defaultSort = column;
    this.defaultOrder = order;
    return this;
  }

  SimulatedKind allFilter(String filter) {
    this.allFilter = filter;
    return this;
  }

  SimulatedKind withoutCustomFieldsInRows() {
    this.customFieldsInRows = false;
    return this;
  }

  SimulatedKind withoutList() {
    this.hasList = false;
    return this;
  }

  SimulatedKind below(String member) {
    this.parentMember = member;
    return this;
  }

  // What the lists ask.

  boolean canSort(SimulatedProduct product, String column) {
    return sorts.getOrDefault(product, Set.of()).contains(column);
  }

  TimeFilter timeFilter(SimulatedProduct product) {
    return filters.getOrDefault(product, TimeFilter.IGNORED);
  }

  String defaultSort() {
    return defaultSort;
  }

  String defaultOrder() {
    return defaultOrder;
  }

  @Nullable String onlyOrder() {
    return onlyOrder;
  }

  boolean claimsSort() {
    return claimsSorts;
  }

  String allFilter() {
    return allFilter;
  }

  @Nullable String activeFilter() {
    return activeFilter;
  }

  @Nullable String rowTime() {
    return rowTime;
  }

  @Nullable String recordTime() {
    return recordTime;
  }

  /** Tells whether the kind has a list, and not only single records. */
  public boolean hasList() {
    return hasList;
  }

  boolean hasPageContext() {
    return pageContext;
  }

  boolean hasOverlappingPages() {
    return overlappingPages;
  }

  Duration delay() {
    return delay;
  }

  boolean hasBlankTime(String id) {
    return blankTimes.contains(id);
  }

  boolean hasCustomFieldsInRows() {
    return customFieldsInRows;
  }

  int missingCode() {
    return missingCode;
  }

  @Override
  public String toString() {
    return name;
  }
}
