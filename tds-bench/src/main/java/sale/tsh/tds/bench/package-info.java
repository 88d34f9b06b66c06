/** The benchmark program. It makes the missing runs and prints the table of all runs. */
@NullMarked
package sale.tsh.tds.bench;

import org.jspecify.annotations.NullMarked;
