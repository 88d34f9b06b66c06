package sale.tsh.tds.api.dashboard.difference;

import org.jspecify.annotations.Nullable;

/**
 * A value that two JSON values have differently, each as JSON text. Ids and amounts keep every
 * digit, and {@code null} as text differs from no value.
 *
 * @param path such as {@code line_items[sku SKU-301].rate}
 * @param before null if the first has no such value
 * @param after null if the second has no such value
 */
public record Difference(String path, @Nullable String before, @Nullable String after) {}
