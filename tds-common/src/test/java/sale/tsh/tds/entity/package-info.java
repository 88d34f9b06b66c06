@NullMarked
package sale.tsh.tds.entity;

import org.jspecify.annotations.NullMarked;
