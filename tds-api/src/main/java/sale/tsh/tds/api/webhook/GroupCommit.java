package sale.tsh.tds.api.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import sale.tsh.tds.inbox.Acceptance;
import sale.tsh.tds.inbox.Inbox;
import sale.tsh.tds.inbox.ReceivedChange;
import sale.tsh.tds.persistence.ConnectionLoss;

/**
 * Accepts changes in groups: while a commit runs others gather, and the next commit takes them all.
 * A lone one waits for nobody. What its group's commit did not make an event, a repeat for example,
 * is accepted by itself in its caller's thread.
 */
final class GroupCommit implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

  /** While one commit is on its way to the disk, the other's statement runs. */
  private static final int COMMITTERS = 2;

  private static final int LARGEST_GROUP = 200;

  /** A group is closed when its bodies together are this large. */
  private static final int BODIES_OF_A_GROUP = 8 * 1024 * 1024;

  /** What a commit may take beyond the wait for a connection, before callers wait no longer. */
  private static final Duration LONGEST_COMMIT = Duration.ofSeconds(10);

  private final Inbox inbox;
  private final LiveConnection connection;
  private final Duration longestWait;
  private final BlockingQueue<Waiting> queue;
  private final List<Thread> committers;

  /** Starts the committers; at most {@code capacity} changes wait for them. */
  GroupCommit(Inbox inbox, LiveConnection connection, Duration acquireTimeout, int capacity) {
    this.inbox = inbox;
    this.connection = connection;
    this.longestWait = acquireTimeout.plus(LONGEST_COMMIT);
    this.queue = new LinkedBlockingQueue<>(capacity);
    this.committers =
        IntStream.range(0, COMMITTERS)
            .mapToObj(
                i -> Thread.ofPlatform().daemon().name("commit-" + i).start(this::commitGroups))
            .toList();
  }

  /** Returns after the commit that holds the change; throws if there is none. */
  Acceptance accept(ReceivedChange change) {
    Waiting waiting = new Waiting(change, new CompletableFuture<>());
    if (!queue.offer(waiting)) {
      throw new TransientDataAccessResourceException(
          "%d deliveries wait for their commits already".formatted(queue.size()));
    }
    return answer(waiting).orElseGet(() -> connection.run(() -> inbox.accept(change)));
  }

  /** Ends the committers; whoever waits then is told after the longest wait. */
  @Override
  public void close() {
    committers.forEach(Thread::interrupt);
  }

  private Optional<Acceptance> answer(Waiting waiting) {
    try {
      return waiting.answer().get(longestWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new DataAccessResourceFailureException("The group's commit failed", e.getCause());
    } catch (TimeoutException e) {
      throw withdrawn(waiting, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw withdrawn(waiting, e);
    }
  }

  private RuntimeException withdrawn(Waiting waiting, Exception cause) {
    // A group that has taken it may still commit it: then its repeat is a duplicate.
    boolean untouched = queue.remove(waiting);
    return new TransientDataAccessResourceException(
        untouched
            ? "Its turn to be committed did not come in time"
            : "Its commit did not end in time",
        cause);
  }

  private void commitGroups() {
    try {
      while (true) {
        commit(nextGroup());
      }
    } catch (InterruptedException e) {
      log.debug("{} ends", Thread.currentThread().getName());
    }
  }

  private List<Waiting> nextGroup() throws InterruptedException {
    List<Waiting> group = new ArrayList<>();
    long bodies = 0;
    @Nullable Waiting next = queue.take();
    while (next != null) {
      group.add(next);
      bodies += next.change().received().size();
      next = group.size() < LARGEST_GROUP && bodies < BODIES_OF_A_GROUP ? queue.poll() : null;
    }
    return group;
  }

  /**
   * An error that is not the connection's may be one change's: each then fails or not by itself.
   */
  private void commit(List<Waiting> group) {
    try {
      List<ReceivedChange> changes = group.stream().map(Waiting::change).toList();
      List<Optional<Acceptance>> answers = connection.run(() -> inbox.acceptAll(changes));
      for (int i = 0; i < group.size(); i++) {
        group.get(i).answer().complete(answers.get(i));
      }
    } catch (Throwable e) {
      if (ConnectionLoss.causedBy(e)) {
        group.forEach(each -> each.answer().completeExceptionally(e));
      } else {
        log.warn("A commit of {} deliveries failed; each is tried by itself", group.size(), e);
        group.forEach(each -> each.answer().complete(Optional.empty()));
      }
    }
  }

  /** A change in the queue, and what its caller is told: nothing if it is to go by itself. */
  private record Waiting(ReceivedChange change, CompletableFuture<Optional<Acceptance>> answer) {

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
}
