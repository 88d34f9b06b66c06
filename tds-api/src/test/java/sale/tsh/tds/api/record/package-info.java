@NullMarked
package sale.tsh.tds.api.record;

import org.jspecify.annotations.NullMarked;
