package sale.tsh.tds.persistence;

/** Distinguishes a value that PostgreSQL refuses from any other failure of a statement. */
public final class RefusedValue {

  private RefusedValue() {}

  /**
   * Whether a value is not of its type, breaks a constraint or is too large (SQLSTATE classes 22,
   * 23 and 54). The same statement with other values may succeed.
   */
  public static boolean causedBy(Throwable thrown) {
    return SqlStates.of(thrown)
        .anyMatch(
            state -> state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
  }
}
