/** Access to PostgreSQL: address, pool, schema version and what the server must guarantee. */
@NullMarked
package sale.tsh.tds.persistence;

import org.jspecify.annotations.NullMarked;
