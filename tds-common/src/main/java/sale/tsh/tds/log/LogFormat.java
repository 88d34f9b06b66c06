package sale.tsh.tds.log;

/** {@code LOG_FORMAT}. */
enum LogFormat {
  /** Lines for people. */
  TEXT,
  /** One JSON object a line, by the names of the Elastic Common Schema. */
  JSON
}
