/** Regular work beside the main one: what it is, when it runs, and which process runs it. */
@NullMarked
package sale.tsh.tds.duty;

import org.jspecify.annotations.NullMarked;
