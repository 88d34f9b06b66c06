/**
 * The sockets. Decides where the API listens, which proxies may name the caller's address, and how
 * a reload hands the listening socket over.
 */
@NullMarked
package sale.tsh.tds.api.listener;

import org.jspecify.annotations.NullMarked;
