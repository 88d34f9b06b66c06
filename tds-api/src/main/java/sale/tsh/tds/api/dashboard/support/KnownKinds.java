package sale.tsh.tds.api.dashboard.support;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import sale.tsh.tds.entity.OtherKindEntries;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;

/** The kinds of records there are. Refuses an unknown kind in a path. */
@Component
public class KnownKinds {

  private static final List<String> CATALOGUE =
      KindCatalogue.kinds().stream().map(Kind::name).toList();

  private final OtherKindEntries others;
  private final BoundedTransactions transactions;

  KnownKinds(OtherKindEntries others, BoundedTransactions transactions) {
    this.others = others;
    this.transactions = transactions;
  }

  /**
   * The names of all kinds: those of the catalogue, then the others in the order of their names.
   */
  public List<String> names() {
    return Stream.concat(CATALOGUE.stream(), transactions.read(others::names).stream()).toList();
  }

  /** Refuses an unknown kind. The refusal lists the kinds there are. */
  public void require(String kind) {
    if (!KindCatalogue.has(kind) && !transactions.read(() -> others.existsByName(kind))) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND,
          "There is no kind %s; there are %s.".formatted(kind, String.join(", ", names())));
    }
  }
}
