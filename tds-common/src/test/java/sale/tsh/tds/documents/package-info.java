/** Tests that compare the documents with the code. */
@NullMarked
package sale.tsh.tds.documents;

import org.jspecify.annotations.NullMarked;
