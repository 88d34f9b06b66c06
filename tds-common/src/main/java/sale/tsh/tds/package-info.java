/** Everything that the API and the worker share: the database and the terms for it. */
@NullMarked
package sale.tsh.tds;

import org.jspecify.annotations.NullMarked;
