@NullMarked
package sale.tsh.tds.json;

import org.jspecify.annotations.NullMarked;
