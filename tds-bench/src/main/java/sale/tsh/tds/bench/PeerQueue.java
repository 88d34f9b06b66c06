package sale.tsh.tds.bench;

import java.util.function.Consumer;
import java.util.stream.Stream;

/** Another queue of Java, as its process uses it. */
interface PeerQueue {

  /** Adds one job by the queue's single call; committed when it returns. */
  void enqueue(String contact);

  /** Adds many jobs by the queue's bulk call. */
  void fill(Stream<String> contacts);

  /** Starts the queue's workers; a job is given its contact. */
  void work(Consumer<String> job);

  /** The query that counts the jobs which have not ended. */
  String waiting();
}
