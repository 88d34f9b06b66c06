/** What the API and the worker share, and all they share: the database and the words for it. */
@NullMarked
package sale.tsh.tds;

import org.jspecify.annotations.NullMarked;
