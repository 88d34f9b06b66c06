@NullMarked
package sale.tsh.tds.kind;

import org.jspecify.annotations.NullMarked;
