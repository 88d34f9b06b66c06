@NullMarked
package sale.tsh.tds.api.openapi;

import org.jspecify.annotations.NullMarked;
