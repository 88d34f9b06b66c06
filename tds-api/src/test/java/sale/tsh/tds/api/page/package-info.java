@NullMarked
package sale.tsh.tds.api.page;

import org.jspecify.annotations.NullMarked;
