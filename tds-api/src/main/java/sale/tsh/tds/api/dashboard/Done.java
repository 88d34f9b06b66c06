package sale.tsh.tds.api.dashboard;

/** The answer of an action that says no more than that it is done. */
record Done(boolean success, String message) {

  static Done of(String message) {
    return new Done(true, message);
  }
}
