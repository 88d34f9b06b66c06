/**
 * The kinds of Zoho records, with their names in deliveries, their tables and columns. A new kind
 * is one definition in {@code KindDefinitions} and one migration.
 */
@NullMarked
package sale.tsh.tds.kind;

import org.jspecify.annotations.NullMarked;
