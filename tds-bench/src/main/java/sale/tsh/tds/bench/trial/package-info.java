/**
 * The trials, their size, and the contenders. Every contender gets the same bodies and starts Java
 * in the same way.
 */
@NullMarked
package sale.tsh.tds.bench.trial;

import org.jspecify.annotations.NullMarked;
