package sale.tsh.tds.api.webhook.groupcommit;

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
import sale.tsh.tds.inbox.AcceptResult;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.inbox.ReceivedChange;
import sale.tsh.tds.persistence.ConnectionLoss;
import sale.tsh.tds.persistence.ConnectionRetry;
import sale.tsh.tds.queue.NewEventNotifier;

/**
 * Accepts changes in groups, one commit each. A caller that finds a turn free is a leader at once
 * and commits in its own thread. Callers that arrive meanwhile are followers and wait in a queue.
 * When a turn ends, the first follower becomes the leader and commits for the others too. A change
 * that its group could not accept, such as a repeat of a dead event, is then accepted alone, in the
 * thread of its caller.
 *
 * <p>While a follower waits, no turn is free: a turn that ends goes to the first follower.
 */
public final class GroupCommit {

  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

  /** While one commit is on its way to the disk, the statement of the other one runs. */
  private static final int TURNS = 2;

  private static final int LARGEST_GROUP = 200;

  /** In bytes. A group is closed when its bodies together are this large. */
  private static final int BODIES_OF_A_GROUP = 8 * 1024 * 1024;

  private final Inbox inbox;
  private final ConnectionRetry connectionRetry;
  private final NewEventNotifier notifier;
  private final Duration longestWait;
  private final BlockingQueue<PendingCommit> followers;
  private final Semaphore turns = new Semaphore(TURNS);

  /**
   * @param longestWait how long a follower waits for the end of its commit
   * @param capacity how many followers may wait for a turn
   */
  public GroupCommit(
      Inbox inbox,
      ConnectionRetry connectionRetry,
      NewEventNotifier notifier,
      Duration longestWait,
      int capacity) {
    this.inbox = inbox;
    this.connectionRetry = connectionRetry;
    this.notifier = notifier;
    this.longestWait = longestWait;
    this.followers = new LinkedBlockingQueue<>(capacity);
  }

  /** Returns after the commit that holds the change. Throws if there is no such commit. */
  public AcceptResult accept(ReceivedChange change) {
    PendingCommit pending = new PendingCommit(change, new CompletableFuture<>());
    CommitOutcome outcome = turns.tryAcquire() ? lead(pending) : follow(pending);
    return switch (outcome) {
      case CommitOutcome.Committed committed -> committed.result();
      case CommitOutcome.Failed failed ->
          throw new DataAccessResourceFailureException("There was no commit", failed.cause());
      case CommitOutcome.Instruction acceptAlone -> acceptAlone(change);
    };
  }

  private AcceptResult acceptAlone(ReceivedChange change) {
    AcceptResult result = connectionRetry.run(() -> inbox.accept(change));
    if (result.queued()) {
      notifier.notifySoon();
    }
    return result;
  }

  /** Commits the group that begins with the leader, and passes the turn on. */
  private CommitOutcome lead(PendingCommit leader) {
    List<PendingCommit> group = groupOf(leader);
    try {
      List<CommitOutcome> outcomes = commit(group);
      for (int i = 1; i < group.size(); i++) {
        group.get(i).outcome().complete(outcomes.get(i));
      }
      return outcomes.getFirst();
    } finally {
      // If an unexpected error skipped the followers, wake them so that each tries alone.
      group.forEach(each -> each.outcome().complete(CommitOutcome.Instruction.ACCEPT_ALONE));
      passTurn();
    }
  }

  private CommitOutcome follow(PendingCommit follower) {
    if (!followers.offer(follower)) {
      throw new OverloadedException(
          "%d deliveries wait for their commits already".formatted(followers.size()));
    }
    if (turns.tryAcquire()) {
      // A turn became free before this follower stood in the queue.
      passTurn();
    }
    CommitOutcome outcome = await(follower);
    return outcome == CommitOutcome.Instruction.LEAD ? lead(follower) : outcome;
  }

  private CommitOutcome await(PendingCommit follower) {
    try {
      return follower.outcome().get(longestWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return withdraw(follower, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return withdraw(follower, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a wait ends with an outcome", e);
    }
  }

  /** Ends the wait, unless an outcome came just now. It may be the turn, which must be used. */
  private CommitOutcome withdraw(PendingCommit follower, Exception cause) {
    // A leader that has already taken this change may still commit it. Then its repeat is a
    // duplicate.
    String what = followers.remove(follower) ? "Its turn to be committed" : "The end of its commit";
    follower
        .outcome()
        .complete(
            new CommitOutcome.Failed(
                new TransientDataAccessResourceException(what + " did not come in time", cause)));
    return follower.outcome().join();
  }

  private void passTurn() {
    while (true) {
      @Nullable PendingCommit next = followers.poll();
      if (next == null) {
        turns.release();
        if (followers.isEmpty() || !turns.tryAcquire()) {
          return;
        }
      } else if (next.outcome().complete(CommitOutcome.Instruction.LEAD)) {
        return;
      }
    }
  }

  private List<PendingCommit> groupOf(PendingCommit leader) {
    List<PendingCommit> group = new ArrayList<>();
    long bodies = 0;
    @Nullable PendingCommit next = leader;
    while (next != null) {
      group.add(next);
      bodies += next.change().received().size();
      next = group.size() < LARGEST_GROUP && bodies < BODIES_OF_A_GROUP ? followers.poll() : null;
    }
    return group;
  }

  /**
   * Commits a group and returns the outcome of each change. An error that is not the connection's
   * may come from one change only, so each change is then tried alone.
   */
  private List<CommitOutcome> commit(List<PendingCommit> group) {
    boolean notifies = notifier.isTurn();
    boolean notified = false;
    try {
      List<ReceivedChange> changes = group.stream().map(PendingCommit::change).toList();
      List<Optional<AcceptResult>> results =
          connectionRetry.run(() -> inbox.acceptAll(changes, notifies));
      notified =
          notifies && results.stream().flatMap(Optional::stream).anyMatch(AcceptResult::queued);
      return results.stream().map(CommitOutcome::of).toList();
    } catch (RuntimeException e) {
      if (ConnectionLoss.causedBy(e)) {
        return Collections.nCopies(group.size(), new CommitOutcome.Failed(e));
      }
      log.warn("A commit of {} deliveries failed; each is tried by itself", group.size(), e);
      return Collections.nCopies(group.size(), CommitOutcome.Instruction.ACCEPT_ALONE);
    } finally {
      if (!notified) {
        notifier.notifySoon();
      }
    }
  }

  /** A change whose caller waits for the outcome, which comes once. */
  private record PendingCommit(ReceivedChange change, CompletableFuture<CommitOutcome> outcome) {

    /** Equal changes of two callers wait separately. */
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /** How the wait of one caller ends. */
  private sealed interface CommitOutcome {

    enum Instruction implements CommitOutcome {
      /** The caller has the turn now. */
      LEAD,
      ACCEPT_ALONE
    }

    record Committed(AcceptResult result) implements CommitOutcome {}

    record Failed(RuntimeException cause) implements CommitOutcome {}

    static CommitOutcome of(Optional<AcceptResult> result) {
      return result.<CommitOutcome>map(Committed::new).orElse(Instruction.ACCEPT_ALONE);
    }
  }
}
