package sale.tsh.tds.entity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a record: a table of their own, keyed by the record's key and {@code position}.
 *
 * @param table the table in schema {@code zoho}
 * @param keys the members that may hold the list, the first present one wins
 * @param flatKey the member that, at the top level of a record without the list, makes the record
 *     its own only line, as in the predecessor's stock adjustment; null for kinds that never do so
 */
public record Lines(
    String table, List<String> keys, List<Column> columns, @Nullable String flatKey) {}
