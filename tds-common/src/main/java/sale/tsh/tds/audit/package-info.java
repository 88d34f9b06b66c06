/** Who did what, when: each operator action leaves a row. */
@NullMarked
package sale.tsh.tds.audit;

import org.jspecify.annotations.NullMarked;
