package sale.tsh.tds.worker.maintenance;

/**
 * How old rows of one table are removed.
 *
 * @param days for which a row is kept; 0 keeps it for ever
 * @param page a statement that removes the next {@code :page} rows older than {@code :days}
 */
record RetentionRule(String table, int days, String page) {}
