/** The identity of this process, for leases, heartbeats and logs, and its clock. */
@NullMarked
package sale.tsh.tds.process;

import org.jspecify.annotations.NullMarked;
