@NullMarked
package sale.tsh.tds.settings;

import org.jspecify.annotations.NullMarked;
