/** The image and what runs it: the files for compose and Kubernetes. */
@NullMarked
package sale.tsh.tds.local.container;

import org.jspecify.annotations.NullMarked;
