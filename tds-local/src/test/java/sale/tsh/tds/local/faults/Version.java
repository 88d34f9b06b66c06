package sale.tsh.tds.local.faults;

/**
 * A version of an item. The version is a second of a day, and the price is the same number.
 *
 * @param second 0 to 86,399
 */
record Version(String item, int second) {

  static final int SECONDS = 86_400;

  String json() {
    return json("");
  }

  String json(String description) {
    return """
    {"item":{"item_id":"%s","rate":%d,"last_modified_time":"2026-01-01T%02d:%02d:%02dZ","description":"%s"}}
    """
        .formatted(item, second, second / 3600, second / 60 % 60, second % 60, description);
  }
}
