package sale.tsh.tds.statistics;

import java.util.List;
import java.util.Optional;

/**
 * Where pulling from Zoho waits for an operator.
 *
 * @param stopped why all pulling has stopped, if Zoho refused the credentials
 * @param heldDeletions records that Zoho no longer lists, too many to delete them unasked
 * @param heldKinds the kinds of these records
 */
public record PullHealth(Optional<String> stopped, long heldDeletions, List<String> heldKinds) {

  public PullHealth {
    heldKinds = List.copyOf(heldKinds);
  }
}
