package sale.tsh.tds.worker.reconcile;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.worker.reconcile.FetchList.Fetch;
import sale.tsh.tds.worker.zoho.CallBudget;

/** Does what operators asked for on the page or by the API, in the order of their requests. */
final class PullRequests {

  private static final Logger log = LoggerFactory.getLogger(PullRequests.class);

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final CallBudget budget;
  private final PullStates states;
  private final FetchList list;
  private final Sweep sweep;
  private final InstantSource clock;

  PullRequests(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      CallBudget budget,
      PullStates states,
      FetchList list,
      Sweep sweep,
      InstantSource clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.budget = budget;
    this.states = states;
    this.list = list;
    this.sweep = sweep;
    this.clock = clock;
  }

  private record Request(
      long id, String action, @Nullable String kind, @Nullable String entityId, String who) {}

  /** Takes all open requests. */
  void take() {
    for (Request request : open()) {
      transactions.executeWithoutResult(status -> {
        if (claim(request)) {
          log.info(
              "{} asked for {} {} {}",
              request.who(),
              request.action(),
              request.kind() == null ? "" : request.kind(),
              request.entityId() == null ? "" : request.entityId());
          perform(request);
        }
      });
    }
  }

  private List<Request> open() {
    return jdbc.sql(
            """
            select id, action, kind, entity_id, requested_by from tds_pull_requests
             where taken_at is null order by id limit 100
            """)
        .query((row, number) ->
            new Request(
                row.getLong("id"),
                row.getString("action"),
                row.getString("kind"),
                row.getString("entity_id"),
                row.getString("requested_by")))
        .list();
  }

  private boolean claim(Request request) {
    return jdbc.sql(
                "update tds_pull_requests set taken_at = now() where id = :id and taken_at is null")
            .param("id", request.id())
            .update()
        > 0;
  }

  private void perform(Request request) {
    Optional<Kind> kind =
        Optional.ofNullable(request.kind())
            .filter(KindCatalogue::has)
            .map(KindCatalogue::kindOf)
            .filter(each -> each.apiResource().isPresent());
    switch (request.action()) {
      case "pause" -> budget.pauseByOperator(request.who());
      case "resume" -> {
        budget.resume();
        states.resume();
      }
      case "sweep" -> kind.ifPresent(sweep::begin);
      case "release" ->
          kind.ifPresent(each -> {
            list.release(each, clock.instant());
          });
      case "pull" ->
          kind.ifPresent(each ->
              list.add(
                  List.of(
                      Fetch.of(each, String.valueOf(request.entityId()), FetchReason.REQUESTED)),
                  clock.instant(),
                  clock.instant()));
      default -> log.warn("Nobody knows the request {}", request.action());
    }
  }
}
