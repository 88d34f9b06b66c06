package sale.tsh.tds.api.dashboard.support;

/** The answer of an action that returns nothing but a message. */
public record ActionResult(boolean success, String message) {

  public static ActionResult of(String message) {
    return new ActionResult(true, message);
  }
}
