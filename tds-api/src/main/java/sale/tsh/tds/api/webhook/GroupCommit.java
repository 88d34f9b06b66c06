package sale.tsh.tds.api.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import sale.tsh.tds.api.http.OverloadedException;
import sale.tsh.tds.inbox.Acceptance;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.inbox.ReceivedChange;
import sale.tsh.tds.persistence.ConnectionLoss;

/**
 * Accepts changes in groups. A caller that finds a turn free commits at once, in its own thread;
 * while it does, others gather, and the first of them commits for all. What its group's commit did
 * not make an event, a repeat for example, is accepted by itself in its caller's thread.
 *
 * <p>While anybody waits no turn is free: one that ends goes to the first in the queue.
 */
final class GroupCommit {

  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

  /** While one commit is on its way to the disk, the other's statement runs. */
  private static final int TURNS = 2;

  private static final int LARGEST_GROUP = 200;

  /** A group is closed when its bodies together are this large. */
  private static final int BODIES_OF_A_GROUP = 8 * 1024 * 1024;

  private final Inbox inbox;
  private final LiveConnection connection;
  private final Announcer announcer;
  private final Duration longestWait;
  private final BlockingQueue<Waiting> queue;
  private final Semaphore turns = new Semaphore(TURNS);

  /** At most {@code capacity} changes wait for a turn and its commit, each so long. */
  GroupCommit(
      Inbox inbox,
      LiveConnection connection,
      Announcer announcer,
      Duration longestWait,
      int capacity) {
    this.inbox = inbox;
    this.connection = connection;
    this.announcer = announcer;
    this.longestWait = longestWait;
    this.queue = new LinkedBlockingQueue<>(capacity);
  }

  /** Returns after the commit that holds the change; throws if there is none. */
  Acceptance accept(ReceivedChange change) {
    Waiting waiting = new Waiting(change, new CompletableFuture<>());
    Told told = turns.tryAcquire() ? lead(waiting) : follow(waiting);
    return switch (told) {
      case Told.Accepted accepted -> accepted.acceptance();
      case Told.Failed failed ->
          throw new DataAccessResourceFailureException("There was no commit", failed.cause());
      case Told.Instruction goByItself -> acceptByItself(change);
    };
  }

  private Acceptance acceptByItself(ReceivedChange change) {
    Acceptance acceptance = connection.run(() -> inbox.accept(change));
    if (acceptance.queued()) {
      announcer.announce();
    }
    return acceptance;
  }

  /** Commits the group that begins with this one, and passes the turn on. */
  private Told lead(Waiting first) {
    List<Waiting> group = groupOf(first);
    try {
      List<Told> told = commit(group);
      for (int i = 1; i < group.size(); i++) {
        group.get(i).told().complete(told.get(i));
      }
      return told.getFirst();
    } finally {
      // Those whom an unforeseen error left untold do not wait for nothing.
      group.forEach(each -> each.told().complete(Told.Instruction.GO_BY_ITSELF));
      passTurn();
    }
  }

  private Told follow(Waiting waiting) {
    if (!queue.offer(waiting)) {
      throw new OverloadedException(
          "%d deliveries wait for their commits already".formatted(queue.size()));
    }
    if (turns.tryAcquire()) {
      // It became free before this one stood in the queue.
      passTurn();
    }
    Told told = await(waiting);
    return told == Told.Instruction.LEAD ? lead(waiting) : told;
  }

  private Told await(Waiting waiting) {
    try {
      return waiting.told().get(longestWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return withdraw(waiting, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return withdraw(waiting, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a wait ends by being told", e);
    }
  }

  /** Waits no longer, unless just now it was told something: that may be the turn, which counts. */
  private Told withdraw(Waiting waiting, Exception cause) {
    // A group that has taken it may still commit it: then its repeat is a duplicate.
    String what = queue.remove(waiting) ? "Its turn to be committed" : "The end of its commit";
    waiting
        .told()
        .complete(
            new Told.Failed(
                new TransientDataAccessResourceException(what + " did not come in time", cause)));
    return waiting.told().join();
  }

  private void passTurn() {
    while (true) {
      @Nullable Waiting next = queue.poll();
      if (next == null) {
        turns.release();
        if (queue.isEmpty() || !turns.tryAcquire()) {
          return;
        }
      } else if (next.told().complete(Told.Instruction.LEAD)) {
        return;
      }
    }
  }

  private List<Waiting> groupOf(Waiting first) {
    List<Waiting> group = new ArrayList<>();
    long bodies = 0;
    @Nullable Waiting next = first;
    while (next != null) {
      group.add(next);
      bodies += next.change().received().size();
      next = group.size() < LARGEST_GROUP && bodies < BODIES_OF_A_GROUP ? queue.poll() : null;
    }
    return group;
  }

  /**
   * What became of each. An error that is not the connection's may be one change's: each then fails
   * or not by itself.
   */
  private List<Told> commit(List<Waiting> group) {
    boolean turn = announcer.isTurn();
    boolean announced = false;
    try {
      List<ReceivedChange> changes = group.stream().map(Waiting::change).toList();
      List<Optional<Acceptance>> accepted = connection.run(() -> inbox.acceptAll(changes, turn));
      announced = turn && accepted.stream().anyMatch(Optional::isPresent);
      return accepted.stream().map(Told::of).toList();
    } catch (RuntimeException e) {
      if (ConnectionLoss.causedBy(e)) {
        return Collections.nCopies(group.size(), new Told.Failed(e));
      }
      log.warn("A commit of {} deliveries failed; each is tried by itself", group.size(), e);
      return Collections.nCopies(group.size(), Told.Instruction.GO_BY_ITSELF);
    } finally {
      if (!announced) {
        announcer.announce();
      }
    }
  }

  /** A change, and what its caller is told once. */
  private record Waiting(ReceivedChange change, CompletableFuture<Told> told) {

    /** Two that say the same wait each for itself. */
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /** What a caller is told. */
  private sealed interface Told {

    enum Instruction implements Told {
      /** The turn is its own. */
      LEAD,
      GO_BY_ITSELF
    }

    record Accepted(Acceptance acceptance) implements Told {}

    record Failed(RuntimeException cause) implements Told {}

    static Told of(Optional<Acceptance> acceptance) {
      return acceptance.<Told>map(Accepted::new).orElse(Instruction.GO_BY_ITSELF);
    }
  }
}
