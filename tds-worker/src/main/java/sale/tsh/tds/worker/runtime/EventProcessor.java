package sale.tsh.tds.worker.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.transaction.support.TransactionTemplate;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.json.Json;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.persistence.ConnectionLoss;
import sale.tsh.tds.persistence.LockConflict;
import sale.tsh.tds.queue.ClaimedEvent;
import sale.tsh.tds.queue.Completion;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.EventStatus;
import sale.tsh.tds.queue.Failure;
import sale.tsh.tds.queue.LeaseLostException;
import sale.tsh.tds.queue.Outcome;
import sale.tsh.tds.refusal.Excerpt;
import sale.tsh.tds.worker.mirror.Mirror;
import sale.tsh.tds.worker.mirror.RecordChange;
import sale.tsh.tds.worker.mirror.RecordReader;
import sale.tsh.tds.worker.mirror.SeenMembers;
import sale.tsh.tds.worker.mirror.UnreadableValueException;

/**
 * Runs the events of a claim in sets, one per kind. The transaction of a set holds its effect, its
 * completion and its log rows. If a set fails, its events run one by one, so that a poison event
 * harms only itself. An event that then waits for a lock of another session is put off without a
 * charge, because nothing is wrong with it.
 */
public class EventProcessor {

  private static final Logger log = LoggerFactory.getLogger(EventProcessor.class);
  private static final int LONGEST_ERROR = 2_000;

  /** Events that run one by one delay others, so they do not wait long for a lock. */
  private static final Duration LOCK_PATIENCE = Duration.ofMillis(500);

  private final Inbox inbox;
  private final EventQueue queue;
  private final Mirror mirror;
  private final SeenMembers members;
  private final TransactionTemplate transactions;
  private final String worker;
  private final Consumer<String> unreadableValues;

  /**
   * @param transactions its timeout is the time limit of a handler
   * @param unreadableValues receives the kind of each record with a value that could not be read
   *     and was left out of its column
   */
  public EventProcessor(
      Inbox inbox,
      EventQueue queue,
      Mirror mirror,
      SeenMembers members,
      TransactionTemplate transactions,
      String worker,
      Consumer<String> unreadableValues) {
    this.inbox = inbox;
    this.queue = queue;
    this.mirror = mirror;
    this.members = members;
    this.transactions = transactions;
    this.worker = worker;
    this.unreadableValues = unreadableValues;
  }

  /** Ends an attempt of each event. Throws if the connection to the database is lost. */
  public void process(List<ClaimedEvent> claimed) {
    List<ClaimedEvent> rest = claimed;
    while (!rest.isEmpty()) {
      Map<UUID, Delivery> deliveries = deliveriesOf(rest);
      // Deliveries that were not loaded have their turn later. If none was loaded, the inbox keeps
      // none of them any more, and each attempt fails.
      Map<Boolean, List<ClaimedEvent>> byTurn =
          rest.stream()
              .collect(
                  Collectors.partitioningBy(
                      event -> deliveries.isEmpty() || deliveries.containsKey(event.deliveryId())));
      processLoaded(byTurn.getOrDefault(true, List.of()), deliveries);
      rest = byTurn.getOrDefault(false, List.of());
    }
  }

  /** Returns the delivery that the claim brought, or loads as many as the inbox allows at once. */
  private Map<UUID, Delivery> deliveriesOf(List<ClaimedEvent> events) {
    Delivery brought = events.size() == 1 ? events.getFirst().delivery() : null;
    return brought != null
        ? Map.of(events.getFirst().deliveryId(), brought)
        : inbox.load(events.stream().map(ClaimedEvent::deliveryId).toList());
  }

  private void processLoaded(List<ClaimedEvent> claimed, Map<UUID, Delivery> deliveries) {
    claimed.stream()
        .collect(
            Collectors.groupingBy(
                ClaimedEvent::entityType, LinkedHashMap::new, Collectors.toList()))
        .forEach((entityType, events) -> processKind(entityType, events, deliveries));
  }

  private void processKind(
      String entityType, List<ClaimedEvent> events, Map<UUID, Delivery> deliveries) {
    long started = System.nanoTime();
    List<PreparedEvent> set = new ArrayList<>(events.size());
    for (ClaimedEvent event : events) {
      Delivery delivery = deliveries.get(event.deliveryId());
      try {
        set.add(prepare(event, delivery));
      } catch (RuntimeException e) {
        fail(event, delivery, e, started);
      }
    }
    if (!set.isEmpty()) {
      runSet(KindCatalogue.kindOf(entityType), set, started);
    }
  }

  private PreparedEvent prepare(ClaimedEvent event, @Nullable Delivery delivery) {
    if (delivery == null) {
      throw new IllegalStateException(
          "the delivery " + event.deliveryId() + " is no longer kept in the inbox");
    }
    Kind kind = KindCatalogue.kindOf(event.entityType());
    UnreadableValues unreadable = new UnreadableValues();
    // Operators see which members of Zoho's records no column reads.
    RecordChange change =
        new RecordReader(unreadable::note, members::note).read(kind, event, delivery);
    String note = unreadable.note();
    if (note != null) {
      unreadableValues.accept(event.entityType());
      log.warn("Event {} {} of {}: {}", event.id(), event.eventType(), event.entityId(), note);
    }
    return new PreparedEvent(event, delivery, change, note);
  }

  private void runSet(Kind kind, List<PreparedEvent> set, long started) {
    // An event that must run alone is the only one of its claim.
    if (set.getFirst().event().alone()) {
      runSingly(kind, set.getFirst(), started);
      return;
    }
    try {
      applyAndComplete(kind, set, started, false);
    } catch (RuntimeException e) {
      if (ConnectionLoss.causedBy(e)) {
        throw e;
      }
      // A single event that may have waited for a lock runs again with little patience for locks.
      if (set.size() == 1 && !mayHaveWaited(e)) {
        end(set.getFirst(), e, started);
        return;
      }
      log.info(
          "A set of {} {} events failed and goes one by one: {}",
          set.size(),
          kind.name(),
          e.toString());
      set.forEach(prepared -> runSingly(kind, prepared, System.nanoTime()));
    }
  }

  /** Runs one event with a short limit on lock waits. */
  private void runSingly(Kind kind, PreparedEvent prepared, long started) {
    try {
      applyAndComplete(kind, List.of(prepared), started, true);
    } catch (RuntimeException e) {
      if (ConnectionLoss.causedBy(e)) {
        throw e;
      }
      end(prepared, e, started);
    }
  }

  /** Whether a time limit ended the attempt, possibly in a wait for a lock. */
  private static boolean mayHaveWaited(RuntimeException e) {
    return LockConflict.mayHaveCaused(e) || e instanceof TransactionTimedOutException;
  }

  /** Ends an attempt that did not succeed. */
  private void end(PreparedEvent prepared, RuntimeException cause, long started) {
    ClaimedEvent event = prepared.event();
    if (cause instanceof LeaseLostException) {
      log.warn("Event {} is owned by somebody else by now; this attempt has no effect", event.id());
    } else if (LockConflict.causedBy(cause)) {
      String error = "put off, as another session held a lock: " + describe(cause);
      if (queue.putOff(event, error)) {
        log.warn("Event {} {} of {} is {}", event.id(), event.eventType(), event.entityId(), error);
      }
    } else {
      fail(event, prepared.delivery(), cause, started);
    }
  }

  private void applyAndComplete(
      Kind kind, List<PreparedEvent> set, long started, boolean limitLockWaits) {
    List<Completion> completions =
        transactions.execute(status -> {
          if (limitLockWaits) {
            mirror.waitForLocksAtMost(LOCK_PATIENCE);
          }
          Map<UUID, Outcome> outcomes =
              mirror.apply(kind, set.stream().map(PreparedEvent::change).toList());
          List<Completion> done =
              set.stream().map(each -> each.completion(outcome(outcomes, each.event()))).toList();
          queue.complete(done, worker, elapsed(started));
          return done;
        });
    logCompletions(kind, completions);
  }

  /** Logs a set in one line. The rows of the sync log have the details. */
  private static void logCompletions(Kind kind, List<Completion> completions) {
    boolean many = completions.size() > 1;
    if (many) {
      Map<String, Long> outcomes =
          completions.stream()
              .collect(
                  Collectors.groupingBy(
                      each -> each.outcome().text(), TreeMap::new, Collectors.counting()));
      log.info("{} {} events completed: {}", completions.size(), kind.name(), outcomes);
    }
    completions.forEach(each ->
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
      ClaimedEvent event, @Nullable Delivery delivery, RuntimeException cause, long started) {
    String error = describe(cause);
    String payload = delivery == null ? "{}" : RecordReader.payload(delivery);
    queue
        .fail(new Failure(event, error, payload, elapsed(started)), worker)
        .ifPresent(status -> {
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

  /**
   * Ends the attempts that {@link #process} left open when it lost its connection. An event that
   * ran alone is charged the attempt, since it may break the connection. The others run alone from
   * now on.
   */
  public void recover(List<ClaimedEvent> claimed, RuntimeException loss) {
    queue.giveBackAlone(claimed.stream().filter(event -> !event.alone()).toList());
    for (ClaimedEvent event : claimed.stream().filter(ClaimedEvent::alone).toList()) {
      Delivery delivery = inbox.load(List.of(event.deliveryId())).get(event.deliveryId());
      fail(event, delivery, loss, System.nanoTime());
    }
  }

  /** An error for operators. Our own errors are sentences, others are shown by their root cause. */
  static String describe(Throwable cause) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(cause);
    String text =
        cause instanceof UnreadableValueException || cause instanceof IllegalStateException
            ? String.valueOf(cause.getMessage())
            : root.getClass().getSimpleName() + ": " + root.getMessage();
    return Json.forPostgres(Excerpt.of(text, LONGEST_ERROR));
  }

  private static Duration elapsed(long started) {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private record PreparedEvent(
      ClaimedEvent event, @Nullable Delivery delivery, RecordChange change, @Nullable String note) {

    Completion completion(Outcome outcome) {
      return new Completion(event, outcome, outcome == Outcome.SUPERSEDED ? null : note);
    }
  }
}
