package sale.tsh.tds.log;

/** The values of {@code LOG_FORMAT}. */
enum LogFormat {
  /** Lines for people. */
  TEXT,
  /** One JSON object per line, with the field names of the Elastic Common Schema. */
  JSON
}
