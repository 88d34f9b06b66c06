@NullMarked
package sale.tsh.tds.persistence;

import org.jspecify.annotations.NullMarked;
