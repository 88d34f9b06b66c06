package sale.tsh.tds.api.dashboard.reconciliation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import sale.tsh.tds.api.dashboard.support.BadRequest;
import sale.tsh.tds.api.dashboard.support.KnownKinds;
import sale.tsh.tds.kind.ApiResource;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;

/** Leaves what operators ask for in a table, from which the worker takes it within seconds. */
@Component
public class PullRequestBox {

  private final JdbcClient jdbc;
  private final KnownKinds kinds;

  PullRequestBox(JdbcClient jdbc, KnownKinds kinds) {
    this.jdbc = jdbc;
    this.kinds = kinds;
  }

  /** What the worker can be asked for. The names are in {@code tds_pull_requests}. */
  enum PullAction {
    SWEEP,
    PULL,
    RELEASE,
    PAUSE,
    RESUME;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Whether the record can be pulled: pulling is set up, Zoho's API offers the kind, and the id can
   * be Zoho's.
   */
  public boolean canPull(String kind, String id) {
    return isOffered(kind) && ApiResource.isId(id) && isOn();
  }

  /** Refuses a kind that is unknown, or that Zoho's API does not offer. */
  void requireOffered(String kind) {
    kinds.require(kind);
    if (!isOffered(kind)) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND,
          "Zoho's API has no list of the kind %s, so it cannot be pulled.".formatted(kind));
    }
  }

  /** Refuses a release if nothing waits for it. While pulling is off that is the reason. */
  void requireHeld(String kind) {
    boolean held =
        jdbc.sql("select exists (select from tds_pull_fetches where kind = :kind and held_back)")
            .param("kind", kind)
            .query(Boolean.class)
            .single();
    if (!held && isOn()) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "No deletion of the kind %s waits for a release.".formatted(kind));
    }
  }

  /** Refuses an id that cannot be Zoho's. */
  static void requireId(String id) {
    if (!ApiResource.isId(id)) {
      throw BadRequest.because("id", "1 to 64 letters a to z, digits, _ or -.");
    }
  }

  private static boolean isOffered(String kind) {
    return KindCatalogue.has(kind)
        && KindCatalogue.find(kind).flatMap(Kind::apiResource).isPresent();
  }

  private boolean isOn() {
    return jdbc.sql("select exists (select from tds_pull_budgets)").query(Boolean.class).single();
  }

  /**
   * Leaves a request. Returns false if the same one waits already. A pause takes back a resume that
   * waits, and the reverse, so the last word counts. While pulling is not set up any request is
   * refused, because no worker would take it.
   */
  boolean leave(PullAction action, @Nullable String kind, @Nullable String id, String operator) {
    if (!isOn()) {
      throw new ResponseStatusException(HttpStatus.CONFLICT, ApiStanding.OFF);
    }
    switch (action) {
      case PAUSE -> takeBack(PullAction.RESUME);
      case RESUME -> takeBack(PullAction.PAUSE);
      case SWEEP, PULL, RELEASE -> {}
    }
    return jdbc.sql(
                """
                insert into tds_pull_requests (action, kind, entity_id, requested_by)
                values (:action, :kind::text, :id::text, :operator)
                on conflict do nothing
                """)
            .param("action", action.text())
            .param("kind", kind)
            .param("id", id)
            .param("operator", operator)
            .update()
        > 0;
  }

  private void takeBack(PullAction action) {
    jdbc.sql("delete from tds_pull_requests where action = :action and taken_at is null")
        .param("action", action.text())
        .update();
  }
}
