/**
 * Settings from the environment: each is read once, checked at start, and named in the sentence
 * that refuses it.
 */
@NullMarked
package sale.tsh.tds.settings;

import org.jspecify.annotations.NullMarked;
