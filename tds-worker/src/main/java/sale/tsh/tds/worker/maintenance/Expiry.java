package sale.tsh.tds.worker.maintenance;

/**
 * What is removed from one table once it is old.
 *
 * @param days for which it is kept; 0 keeps it for ever
 * @param page a statement that removes the next {@code :page} rows older than {@code :days}
 */
record Expiry(String table, int days, String page) {}
