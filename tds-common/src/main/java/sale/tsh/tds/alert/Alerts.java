package sale.tsh.tds.alert;

import java.util.List;
import java.util.UUID;

/** Placeholder of the shape that the dashboard needs, until the feature itself is merged. */
public class Alerts {

  /** The active alerts, newest first. */
  public List<ActiveAlert> active() {
    return List.of();
  }

  /** Whether there was such an alert to acknowledge. */
  public boolean acknowledge(UUID id, String by) {
    return false;
  }
}
