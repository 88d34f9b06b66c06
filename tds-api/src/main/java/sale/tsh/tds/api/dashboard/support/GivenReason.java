package sale.tsh.tds.api.dashboard.support;

import org.jspecify.annotations.Nullable;

/**
 * The body of an action that cannot be undone.
 *
 * @param reason why, for the audit trail
 */
public record GivenReason(@Nullable String reason) {

  private static final int LONGEST = 500;

  /** The reason. Throws if there is none, or if it is too long. */
  public String given() {
    if (reason == null || reason.isBlank() || reason.length() > LONGEST) {
      throw BadRequest.because("reason", "a text of 1 to %d characters".formatted(LONGEST));
    }
    return reason;
  }
}
