package sale.tsh.tds.kind;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table of a record's lines. Its key is the record's key and {@code position}.
 *
 * @param table the table in schema {@code zoho}
 * @param keys the members that may hold the list. The first one present counts.
 * @param flatKey a member that makes a record without the list its own only line, as in the
 *     predecessor's stock adjustment. Null if records of the kind never are their own line.
 */
public record LineTable(
    String table, List<String> keys, List<MirrorColumn> columns, @Nullable String flatKey) {}
