package sale.tsh.tds.api.dashboard.support;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;

/** Refuses an unknown kind in a path. */
public final class KnownKind {

  private static final List<String> KINDS = KindCatalogue.kinds().stream().map(Kind::name).toList();

  private KnownKind() {}

  /** The names of all kinds. */
  public static List<String> names() {
    return KINDS;
  }

  /** Refuses an unknown kind. The refusal lists the kinds there are. */
  public static void require(String kind) {
    if (!KINDS.contains(kind)) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND,
          "There is no kind %s; there are %s.".formatted(kind, String.join(", ", KINDS)));
    }
  }
}
