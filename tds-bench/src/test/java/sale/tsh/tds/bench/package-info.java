@NullMarked
package sale.tsh.tds.bench;

import org.jspecify.annotations.NullMarked;
