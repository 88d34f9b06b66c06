/** What kinds of Zoho records there are: their names, ids, columns and lines. */
@NullMarked
package sale.tsh.tds.entity;

import org.jspecify.annotations.NullMarked;
