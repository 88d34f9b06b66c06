package sale.tsh.tds.bench.peer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import sale.tsh.tds.bench.postgres.BenchDatabase;

/**
 * db-scheduler with the settings that it recommends for a high rate. It fetches and locks many jobs
 * at once.
 */
final class DbSchedulerQueue implements PeerQueue {

  private static final int THREADS = 100;

  /** It fetches again once fewer jobs than threads are left, up to four per thread. */
  private static final double LOWER_LIMIT = 1;

  private static final double UPPER_LIMIT = 4;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final TaskDescriptor<String> TASK = TaskDescriptor.of("contact", String.class);

  private static final String TABLE =
      """
      create table if not exists scheduled_tasks (
        task_name text not null,
        task_instance text not null,
        task_data bytea,
        execution_time timestamptz not null,
        picked boolean not null,
        picked_by text,
        last_success timestamptz,
        last_failure timestamptz,
        consecutive_failures int,
        last_heartbeat timestamptz,
        version bigint not null,
        priority smallint,
        primary key (task_name, task_instance)
      );
      create index if not exists execution_time_idx on scheduled_tasks (execution_time);
      create index if not exists last_heartbeat_idx on scheduled_tasks (last_heartbeat);
      """;

  private final BenchDatabase database;
  private SchedulerClient client;

  DbSchedulerQueue(BenchDatabase database) {
    this.database = database;
    database.run(TABLE);
    this.client = SchedulerClient.Builder.create(database.source()).build();
  }

  @Override
  public void enqueue(String contact) {
    client.scheduleIfNotExists(instance(contact), Instant.now());
  }

  @Override
  public void fill(Stream<String> contacts) {
    Instant now = Instant.now();
    Stream<TaskInstance<?>> instances = contacts.map(DbSchedulerQueue::instance);
    client.scheduleBatch(instances, now);
  }

  @Override
  public void work(Consumer<String> job) {
    Scheduler scheduler =
        Scheduler.create(
                database.source(),
                Tasks.oneTime(TASK).execute((instance, context) -> job.accept(instance.getData())))
            .threads(THREADS)
            .pollUsingLockAndFetch(LOWER_LIMIT, UPPER_LIMIT)
            .pollingInterval(POLL)
            .enableImmediateExecution()
            .build();
    client = scheduler;
    scheduler.start();
  }

  @Override
  public String waiting() {
    return "select count(*) from scheduled_tasks";
  }

  private static TaskInstance<String> instance(String contact) {
    return TASK.instance(UUID.randomUUID().toString()).data(contact).build();
  }
}
