package sale.tsh.tds.settings;

/** A setting that stops the start. The message names the variable and what it may be. */
public final class SettingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingException(String message) {
    super(message);
  }
}
