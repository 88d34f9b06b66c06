@NullMarked
package sale.tsh.tds.api.security;

import org.jspecify.annotations.NullMarked;
