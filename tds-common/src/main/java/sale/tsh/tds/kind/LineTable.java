package sale.tsh.tds.kind;

import java.util.List;

/**
 * The table of a record's lines. Its key is the record's key and {@code position}.
 *
 * @param table the table in schema {@code zoho}
 * @param keys the members that may hold the list. The first one present counts.
 * @param flatKeys the members that together make a record without the list its own only line, as in
 *     the predecessor's stock adjustment. Empty if records of the kind never are their own line.
 */
public record LineTable(
    String table, List<String> keys, List<MirrorColumn> columns, List<String> flatKeys) {}
