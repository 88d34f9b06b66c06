package sale.tsh.tds.api.dashboard.audit;

import java.time.Instant;
import java.util.Optional;
import org.springframework.web.util.UriComponentsBuilder;
import sale.tsh.tds.api.dashboard.layout.QueryParams;
import sale.tsh.tds.api.dashboard.support.DayRange;

/** The query parameters of the audit page, as text. */
record AuditQuery(String actor, String from, String to, String zone) {

  static AuditQuery of(
      Optional<String> actor, Optional<String> from, Optional<String> to, Optional<String> zone) {
    return new AuditQuery(
        actor.orElse("").strip(), from.orElse(""), to.orElse(""), zone.orElse(""));
  }

  /** The days that the parameters name. A refusal names the parameter. */
  DayRange days(Instant now) {
    return QueryParams.days(from, to, zone, now);
  }

  /** Whether any filter is set. */
  public boolean narrows() {
    return !(actor + from + to).isEmpty();
  }

  /** The address of the same person's actions of one day. */
  public String on(String day) {
    return new AuditQuery(actor, day, day, zone).address("");
  }

  /** The address of the same days of one person. */
  public String by(String person) {
    return new AuditQuery(person, from, to, zone).address("");
  }

  /** The address of the list after an entry, or from its start if {@code before} is empty. */
  String address(String before) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath("view/audit");
    QueryParams.add(address, "actor", actor);
    QueryParams.add(address, "from", from);
    QueryParams.add(address, "to", to);
    QueryParams.add(address, "zone", zone);
    QueryParams.add(address, "before", before);
    return address.encode().build().toUriString();
  }
}
