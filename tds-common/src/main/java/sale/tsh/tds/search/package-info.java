/** The numbers, names and words by which people know records and look for them. */
@NullMarked
package sale.tsh.tds.search;

import org.jspecify.annotations.NullMarked;
