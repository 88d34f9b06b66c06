package sale.tsh.tds.local.page;

import com.microsoft.playwright.options.ColorScheme;

/** The windows that a page has to look right in. */
public enum View {
  DESKTOP_LIGHT(1280, 900, ColorScheme.LIGHT),
  DESKTOP_DARK(1280, 900, ColorScheme.DARK),
  PHONE_LIGHT(360, 780, ColorScheme.LIGHT),
  PHONE_DARK(360, 780, ColorScheme.DARK);

  private final int width;
  private final int height;
  private final ColorScheme colors;

  View(int width, int height, ColorScheme colors) {
    this.width = width;
    this.height = height;
    this.colors = colors;
  }

  /** In CSS pixels. */
  int width() {
    return width;
  }

  /** In CSS pixels. */
  int height() {
    return height;
  }

  /** What the visitor's system asks pages for. */
  ColorScheme colors() {
    return colors;
  }
}
