@NullMarked
package sale.tsh.tds.local.demo;

import org.jspecify.annotations.NullMarked;
