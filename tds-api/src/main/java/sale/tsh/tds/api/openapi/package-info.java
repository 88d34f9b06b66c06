/** Completes {@code /openapi.json} with examples, problems and the schemas of the answers. */
@NullMarked
package sale.tsh.tds.api.openapi;

import org.jspecify.annotations.NullMarked;
