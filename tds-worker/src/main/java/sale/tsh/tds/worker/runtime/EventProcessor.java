package sale.tsh.tds.worker.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.entity.EntityCatalogue;
import sale.tsh.tds.entity.EntityKind;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.persistence.ConnectionLoss;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.Completion;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.EventStatus;
import sale.tsh.tds.queue.Failure;
import sale.tsh.tds.queue.LeaseLostException;
import sale.tsh.tds.queue.Outcome;
import sale.tsh.tds.queue.StoredDelivery;
import sale.tsh.tds.worker.mirror.Mirror;
import sale.tsh.tds.worker.mirror.RecordChange;
import sale.tsh.tds.worker.mirror.RecordReader;
import sale.tsh.tds.worker.mirror.UnreadableValueException;

/**
 * Runs the events of a claim: by kind, each kind's set in one transaction that holds its effect,
 * its completion and its log rows. When a set fails its events go one by one, so that a poison
 * event hurts only itself.
 */
public class EventProcessor {

  private static final Logger log = LoggerFactory.getLogger(EventProcessor.class);
  private static final int LONGEST_ERROR = 2_000;

  private final Inbox inbox;
  private final EventQueue queue;
  private final Mirror mirror;
  private final TransactionTemplate transactions;
  private final String worker;

  /** The template's time limit is the handler's. */
  public EventProcessor(
      Inbox inbox,
      EventQueue queue,
      Mirror mirror,
      TransactionTemplate transactions,
      String worker) {
    this.inbox = inbox;
    this.queue = queue;
    this.mirror = mirror;
    this.transactions = transactions;
    this.worker = worker;
  }

  /**
   * Ends an attempt of each event, unless the way to the database is lost: then the exception tells
   * so.
   */
  public void process(List<ClaimedEvent> claimed) {
    List<ClaimedEvent> rest = claimed;
    while (!rest.isEmpty()) {
      Map<UUID, StoredDelivery> deliveries =
          deliveriesOf(rest).stream()
              .collect(Collectors.toMap(StoredDelivery::id, Function.identity()));
      // Once nothing more is found, what is left is not in the inbox.
      Map<Boolean, List<ClaimedEvent>> isNext =
          rest.stream()
              .collect(
                  Collectors.partitioningBy(
                      event -> deliveries.isEmpty() || deliveries.containsKey(event.deliveryId())));
      processLoaded(isNext.getOrDefault(true, List.of()), deliveries);
      rest = isNext.getOrDefault(false, List.of());
    }
  }

  /** What the claim brought, or those of the inbox: of many not all at once. */
  private List<StoredDelivery> deliveriesOf(List<ClaimedEvent> events) {
    StoredDelivery brought = events.size() == 1 ? events.getFirst().delivery() : null;
    return brought != null
        ? List.of(brought)
        : inbox.load(events.stream().map(ClaimedEvent::deliveryId).toList());
  }

  private void processLoaded(List<ClaimedEvent> claimed, Map<UUID, StoredDelivery> deliveries) {
    claimed.stream()
        .collect(
            Collectors.groupingBy(
                ClaimedEvent::entityType, LinkedHashMap::new, Collectors.toList()))
        .forEach((entityType, events) -> processKind(entityType, events, deliveries));
  }

  /**
   * Ends what {@link #process} left behind when it lost the way to the database. An event that ran
   * alone is charged the attempt, since it may be what breaks the connection; the others run alone
   * from now on.
   */
  public void recover(List<ClaimedEvent> claimed, RuntimeException loss) {
    queue.giveBackAlone(claimed.stream().filter(event -> !event.alone()).toList());
    for (ClaimedEvent event : claimed.stream().filter(ClaimedEvent::alone).toList()) {
      StoredDelivery delivery =
          inbox.load(List.of(event.deliveryId())).stream().findFirst().orElse(null);
      fail(event, delivery, loss, System.nanoTime());
    }
  }

  private void processKind(
      String entityType, List<ClaimedEvent> events, Map<UUID, StoredDelivery> deliveries) {
    long started = System.nanoTime();
    List<Work> set = new ArrayList<>(events.size());
    for (ClaimedEvent event : events) {
      StoredDelivery delivery = deliveries.get(event.deliveryId());
      try {
        set.add(new Work(event, delivery, read(event, delivery)));
      } catch (RuntimeException e) {
        fail(event, delivery, e, started);
      }
    }
    if (!set.isEmpty()) {
      runSet(EntityCatalogue.kindOf(entityType), set, started);
    }
  }

  private static RecordChange read(ClaimedEvent event, @Nullable StoredDelivery delivery) {
    if (delivery == null) {
      throw new IllegalStateException(
          "the delivery " + event.deliveryId() + " is no longer kept in the inbox");
    }
    EntityKind kind = EntityCatalogue.kindOf(event.entityType());
    return RecordReader.read(kind, event.id(), event.entityId(), delivery);
  }

  private void runSet(EntityKind kind, List<Work> set, long started) {
    try {
      merge(kind, set, started);
    } catch (RuntimeException e) {
      if (ConnectionLoss.causedBy(e)) {
        throw e;
      }
      if (set.size() > 1) {
        log.info(
            "A set of {} {} events failed and goes one by one: {}",
            set.size(),
            kind.name(),
            e.toString());
        set.forEach(work -> runSet(kind, List.of(work), System.nanoTime()));
      } else if (e instanceof LeaseLostException) {
        log.warn(
            "Event {} is owned by somebody else by now; this attempt has no effect",
            set.getFirst().event().id());
      } else {
        fail(set.getFirst().event(), set.getFirst().delivery(), e, started);
      }
    }
  }

  private void merge(EntityKind kind, List<Work> set, long started) {
    List<Completion> completions =
        transactions.execute(
            status -> {
              Map<UUID, Outcome> outcomes =
                  mirror.apply(kind, set.stream().map(Work::change).toList());
              List<Completion> done =
                  set.stream()
                      .map(work -> new Completion(work.event(), outcome(outcomes, work.event())))
                      .toList();
              queue.complete(done, worker, elapsed(started));
              return done;
            });
    report(kind, completions);
  }

  /** Many at once are told in one line; the log rows say more of each. */
  private static void report(EntityKind kind, List<Completion> completions) {
    boolean many = completions.size() > 1;
    if (many) {
      Map<String, Long> outcomes =
          completions.stream()
              .collect(
                  Collectors.groupingBy(
                      each -> each.outcome().text(), TreeMap::new, Collectors.counting()));
      log.info("{} {} events completed: {}", completions.size(), kind.name(), outcomes);
    }
    completions.forEach(
        each ->
            log.atLevel(many ? Level.DEBUG : Level.INFO)
                .log(
                    "Event {} {} of {} completed: {}",
                    each.event().id(),
                    each.event().eventType(),
                    each.event().entityId(),
                    each.outcome().text()));
  }

  private static Outcome outcome(Map<UUID, Outcome> outcomes, ClaimedEvent event) {
    Outcome outcome = outcomes.get(event.id());
    if (outcome == null) {
      throw new IllegalStateException("no outcome for event " + event.id());
    }
    return outcome;
  }

  private void fail(
      ClaimedEvent event, @Nullable StoredDelivery delivery, RuntimeException cause, long started) {
    String error = describe(cause);
    String payload = delivery == null ? "{}" : RecordReader.payload(delivery);
    queue
        .fail(new Failure(event, error, payload, elapsed(started)), worker)
        .ifPresent(
            status -> {
              if (status == EventStatus.DEAD_LETTER) {
                log.error(
                    "Event {} {} of {} is dead after {} attempts: {}",
                    event.id(),
                    event.eventType(),
                    event.entityId(),
                    event.attempt(),
                    error);
              } else {
                log.warn(
                    "Event {} {} of {} failed attempt {}: {}",
                    event.id(),
                    event.eventType(),
                    event.entityId(),
                    event.attempt(),
                    error);
              }
            });
  }

  /** A sentence of ours stands by itself; anything else gets its type and its root cause. */
  static String describe(Throwable cause) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(cause);
    String text =
        cause instanceof UnreadableValueException || cause instanceof IllegalStateException
            ? String.valueOf(cause.getMessage())
            : root.getClass().getSimpleName() + ": " + root.getMessage();
    String storable = Json.forPostgres(text);
    return storable.length() <= LONGEST_ERROR
        ? storable
        : storable.substring(0, LONGEST_ERROR) + "…";
  }

  private static Duration elapsed(long started) {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private record Work(ClaimedEvent event, @Nullable StoredDelivery delivery, RecordChange change) {}
}
