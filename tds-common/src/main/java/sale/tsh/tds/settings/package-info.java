/**
 * Settings from the environment. Each is read once and checked at the start, and a refusal names
 * the variable.
 */
@NullMarked
package sale.tsh.tds.settings;

import org.jspecify.annotations.NullMarked;
