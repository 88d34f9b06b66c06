package sale.tsh.tds.entity;

import java.util.List;

/**
 * The lines of a record: a table of their own, keyed by the record's key and {@code position}.
 *
 * @param table the table in schema {@code zoho}
 * @param keys the members that may hold the list, the first present one wins
 * @param flat whether a record without the list may say its only line at its own top level, as the
 *     predecessor's stock adjustment did
 */
public record Lines(String table, List<String> keys, List<Column> columns, boolean flat) {}
