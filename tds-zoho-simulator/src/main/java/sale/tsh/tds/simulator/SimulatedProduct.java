package sale.tsh.tds.simulator;

/** The two products whose APIs are simulated. Both show the records of one organisation. */
public enum SimulatedProduct {
  BOOKS("/books/v3", "ZohoBooks"),
  INVENTORY("/inventory/v1", "ZohoInventory");

  private final String base;
  private final String scope;

  SimulatedProduct(String base, String scope) {
    this.base = base;
    this.scope = scope;
  }

  /** Returns the beginning of all paths of the product. */
  public String base() {
    return base;
  }

  /** Returns the scope that reads an area, such as {@code ZohoBooks.invoices.READ}. */
  public String readScope(String area) {
    return scope + "." + area + ".READ";
  }
}
