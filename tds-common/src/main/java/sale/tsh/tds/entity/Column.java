package sale.tsh.tds.entity;

import java.util.List;

/**
 * A column of a mirror table and the members of a record it is read from.
 *
 * @param name the column, by Zoho's own field name
 * @param keys the members that may hold the value, the first present one wins
 */
public record Column(String name, ColumnType type, List<String> keys) {}
