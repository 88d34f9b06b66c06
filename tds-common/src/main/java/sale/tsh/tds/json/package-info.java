/** Reads the JSON and the times that Zoho writes, and writes JSON that PostgreSQL accepts. */
@NullMarked
package sale.tsh.tds.json;

import org.jspecify.annotations.NullMarked;
