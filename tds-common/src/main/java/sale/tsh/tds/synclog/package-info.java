/** The log of attempts: one row each that ended. */
@NullMarked
package sale.tsh.tds.synclog;

import org.jspecify.annotations.NullMarked;
