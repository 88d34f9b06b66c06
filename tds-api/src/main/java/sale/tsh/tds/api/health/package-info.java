/** Health checks for operators and machines. */
@NullMarked
package sale.tsh.tds.api.health;

import org.jspecify.annotations.NullMarked;
