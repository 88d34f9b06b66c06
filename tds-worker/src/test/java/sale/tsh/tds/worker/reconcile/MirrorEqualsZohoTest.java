package sale.tsh.tds.worker.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.simulator.SimulatedFault;
import tools.jackson.databind.node.ObjectNode;

/**
 * Random edits, deletions, faults, and webhooks that are lost, doubled, late or wrong. After one
 * sweep the mirror equals Zoho. More seeds run with {@code -Dreconcile.seeds=100}.
 */
class MirrorEqualsZohoTest {

  private static final List<String> KINDS =
      List.of("contact", "item", "invoice", "customer_payment", "price_list", "user");

  private static final int STEPS = 60;

  /** More than a page. They are fetched a hundred a call. */
  private static final int ITEMS = 210;

  static Stream<Long> seeds() {
    return LongStream.rangeClosed(1, Long.getLong("reconcile.seeds", 3)).boxed();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void afterASweep(long seed) {
    try (PulledSystem system = new PulledSystem()) {
      system.zoho().limits().perDay(100_000);
      Random random = new Random(seed);
      History history = new History(system, random);
      for (int item = 0; item < ITEMS; item++) {
        system.zoho().put("item", history.fresh("item"));
      }
      if (random.nextBoolean()) {
        system.zoho().kind(KINDS.get(random.nextInt(KINDS.size()))).ignoresSorts();
      }
      for (int step = 0; step < STEPS; step++) {
        history.step();
      }
      system.zoho().clearFaults();
      history.deliverLate();
      system.sweepAgain();
      for (String kind : KINDS) {
        assertEqual(system, kind);
        assertThat(history.wronglyDeleted(kind)).as("deleted %s that exist", kind).isEmpty();
      }
    }
  }

  /** Each member that Zoho has is in the mirror, apart from the time that a list may add. */
  private static void assertEqual(PulledSystem system, String kind) {
    Map<String, ObjectNode> mirror = system.mirrored(kind);
    Map<String, ObjectNode> zoho = system.inZoho(kind);
    assertThat(mirror.keySet()).as("ids of %s", kind).isEqualTo(zoho.keySet());
    zoho.forEach((id, record) ->
        record.forEachEntry((member, value) ->
            assertThat(mirror.getOrDefault(id, record.objectNode()).path(member))
                .as("%s of %s %s", member, kind, id)
                .isEqualTo(value)));
  }

  /** What happens at random, and what webhooks are still on their way. */
  private static final class History {
    private final PulledSystem system;
    private final Random random;
    private final List<Runnable> late = new ArrayList<>();
    private final Set<String> everDeleted = new LinkedHashSet<>();
    private int number;

    private History(PulledSystem system, Random random) {
      this.system = system;
      this.random = random;
    }

    private void step() {
      String kind = KINDS.get(random.nextInt(KINDS.size()));
      List<String> ids = List.copyOf(system.inZoho(kind).keySet());
      switch (ids.isEmpty() ? 0 : random.nextInt(10)) {
        case 0, 1, 2 -> changed(kind, system.zoho().put(kind, fresh(kind)));
        case 3, 4 -> changed(kind, system.zoho().put(kind, edit(kind, any(ids))));
        case 5 -> editSilently(kind, any(ids));
        case 6 -> delete(kind, ids);
        case 7 -> deletedByWebhook(kind, any(ids));
        case 8 -> system.zoho().tokens().expireAll();
        default -> system.zoho().fail(1, call -> !call.isForToken(), fault());
      }
      if (random.nextInt(3) == 0) {
        system.pass(Duration.ofMinutes(random.nextInt(90)));
        system.turn();
      }
      if (random.nextInt(4) == 0) {
        deliverLate();
      }
    }

    /** A list shows nothing of a price list that could change without its time. */
    private void editSilently(String kind, String id) {
      if (!kind.equals("price_list")) {
        system.zoho().editSilently(kind, id, amounts());
      }
    }

    /** Leaves one, because an empty list deletes nothing unasked. */
    private void delete(String kind, List<String> ids) {
      if (ids.size() > 1) {
        String gone = any(ids);
        everDeleted.add(kind + gone);
        system.zoho().delete(kind, gone);
        if (random.nextBoolean()) {
          deletedByWebhook(kind, gone);
        }
      }
    }

    /** Some of these webhooks are wrong, because the record is still in Zoho. */
    private void deletedByWebhook(String kind, String id) {
      Kind definition = KindCatalogue.kindOf(kind);
      sometimesLate(() ->
          system
              .worker()
              .deliver(
                  definition.paths().iterator().next(),
                  "op=delete",
                  "{\"%s\":\"%s\"}".formatted(definition.key(), id)));
      system.worker().runAll();
    }

    private void sometimesLate(Runnable webhook) {
      if (random.nextInt(3) == 0) {
        late.add(webhook);
      } else {
        webhook.run();
      }
    }

    private String any(List<String> ids) {
      return ids.get(random.nextInt(ids.size()));
    }

    /** A quarter of the webhooks is lost, a quarter late, and some are doubled. */
    private void changed(String kind, ObjectNode record) {
      String id = record.path(KindCatalogue.kindOf(kind).key()).asString();
      String body = Json.forPostgres(system.zoho().webhookBody(kind, id));
      String path = KindCatalogue.kindOf(kind).paths().iterator().next();
      Runnable webhook = () -> system.worker().deliver(path, body);
      switch (random.nextInt(4)) {
        case 0 -> {}
        case 1 -> late.add(webhook);
        default -> {
          webhook.run();
          if (random.nextInt(3) == 0) {
            webhook.run();
          }
        }
      }
      system.worker().runAll();
    }

    private void deliverLate() {
      late.forEach(Runnable::run);
      late.clear();
      system.worker().runAll();
    }

    private SimulatedFault fault() {
      return switch (random.nextInt(9)) {
        case 0 -> SimulatedFault.internalError();
        case 1 -> SimulatedFault.htmlPage();
        case 2 -> SimulatedFault.cutJson();
        case 3 -> SimulatedFault.emptyList();
        case 4 -> SimulatedFault.minuteSpent();
        case 5 -> SimulatedFault.daySpent();
        case 6 -> SimulatedFault.tooManyAtOnce();
        case 7 -> SimulatedFault.unauthorised();
        default -> SimulatedFault.withoutPageContext();
      };
    }

    private ObjectNode fresh(String kind) {
      number++;
      ObjectNode record = amounts().put("name", kind + " " + number).put("status", "active");
      return switch (kind) {
        case "contact" -> record.put("contact_name", "Contact " + number);
        case "invoice", "customer_payment" -> record.put("customer_id", "77");
        default -> record;
      };
    }

    private ObjectNode edit(String kind, String id) {
      return amounts()
          .put(KindCatalogue.kindOf(kind).key(), id)
          .put("description", "edit " + random.nextInt(1_000));
    }

    private ObjectNode amounts() {
      int amount = random.nextInt(1_000);
      return ((ObjectNode) Json.parse("{}"))
          .put("total", amount)
          .put("balance", amount)
          .put("amount", amount)
          .put("stock_on_hand", amount)
          .put("outstanding_receivable_amount", amount);
    }

    private List<String> wronglyDeleted(String kind) {
      return system
          .worker()
          .jdbc()
          .sql(
              "select entity_id from tds_inbox_events where source = 'pull' and operation = 'deleted' and entity_type = ?")
          .param(kind)
          .query((row, each) -> row.getString(1))
          .list()
          .stream()
          .filter(id -> !everDeleted.contains(kind + id))
          .toList();
    }
  }
}
