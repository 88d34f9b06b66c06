/** Who may call what: credentials, roles, foreign origins, and limits on guessing. */
@NullMarked
package sale.tsh.tds.api.security;

import org.jspecify.annotations.NullMarked;
