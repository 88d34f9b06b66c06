package sale.tsh.tds.bench.peer;

import java.util.function.Consumer;
import java.util.stream.Stream;

/** Another Java queue, as its process uses it. */
interface PeerQueue {

  /** Adds one job by the queue's single call. The job is committed when this returns. */
  void enqueue(String contact);

  /** Adds many jobs by the queue's bulk call. */
  void fill(Stream<String> contacts);

  /** Starts the queue's workers. Each job receives its contact. */
  void work(Consumer<String> job);

  /** The query that counts the unfinished jobs. */
  String waiting();
}
