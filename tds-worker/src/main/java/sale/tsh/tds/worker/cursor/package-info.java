/**
 * Wall around a speed-up: where the next claim begins. It keeps claims fast while another session
 * holds an old snapshot over a backlog (ADR 14). Without this package every claim would start at
 * the first position, and stay correct.
 */
@NullMarked
package sale.tsh.tds.worker.cursor;

import org.jspecify.annotations.NullMarked;
