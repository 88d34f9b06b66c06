@NullMarked
package sale.tsh.tds.api.http;

import org.jspecify.annotations.NullMarked;
