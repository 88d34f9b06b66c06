/** JSON as Zoho writes it, read leniently and exactly, and written so that PostgreSQL takes it. */
@NullMarked
package sale.tsh.tds.json;

import org.jspecify.annotations.NullMarked;
