package sale.tsh.tds.api.dashboard;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.entity.EntityKind;

/** Refuses a kind in a path that there is none of. */
public final class KnownKind {

  private static final List<String> KINDS =
      EntityCatalogue.kinds().stream().map(EntityKind::name).toList();

  private KnownKind() {}

  /** The kinds there are. */
  public static List<String> names() {
    return KINDS;
  }

  /** Says which kinds there are, if this is none. */
  public static void require(String kind) {
    if (!KINDS.contains(kind)) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND,
          "There is no kind %s; there are %s.".formatted(kind, String.join(", ", KINDS)));
    }
  }
}
