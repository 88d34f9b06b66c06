@NullMarked
package sale.tsh.tds.api.listener;

import org.jspecify.annotations.NullMarked;
