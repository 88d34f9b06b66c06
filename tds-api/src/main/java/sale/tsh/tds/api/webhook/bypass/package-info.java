/**
 * Wall around a speed-up: a webhook bypasses the filters that serve operators and browsers. The
 * gain is a seventh of the processor time of each webhook (219 µs instead of 253,
 * docs/benchmarks.md), at any load. Operators' calls gain nothing.
 *
 * <p>Without this package {@code SecurityConfiguration} would have to open {@code /webhooks}. Every
 * webhook would then pass the whole filter chain and get the same answer.
 */
@NullMarked
package sale.tsh.tds.api.webhook.bypass;

import org.jspecify.annotations.NullMarked;
