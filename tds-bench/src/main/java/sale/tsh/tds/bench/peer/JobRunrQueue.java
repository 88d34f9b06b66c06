package sale.tsh.tds.bench.peer;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/**
 * JobRunr with its storage in PostgreSQL, many workers and the shortest poll interval that it
 * allows. The class is public because JobRunr calls the job by reflection.
 */
public final class JobRunrQueue implements PeerQueue {

  private static final int WORKERS = 64;
  private static final Duration POLL = Duration.ofSeconds(5);

  private final StorageProvider storage;
  private final JobRequestScheduler scheduler;

  JobRunrQueue(DataSource database) {
    this.storage = new PostgresStorageProvider(database);
    this.scheduler =
        JobRunr.configure().useStorageProvider(storage).initialize().getJobRequestScheduler();
  }

  /** A job as JobRunr stores it. */
  public record ContactRequest(String contact) implements JobRequest {

    @Override
    public Class<ContactHandler> getJobRequestHandler() {
      return ContactHandler.class;
    }
  }

  /** Does the job. */
  public record ContactHandler(Consumer<String> job) implements JobRequestHandler<ContactRequest> {

    @Override
    public void run(ContactRequest request) {
      job.accept(request.contact());
    }
  }

  @Override
  public void enqueue(String contact) {
    scheduler.enqueue(new ContactRequest(contact));
  }

  @Override
  public void fill(Stream<String> contacts) {
    scheduler.enqueue(contacts.map(ContactRequest::new));
  }

  @Override
  public void work(Consumer<String> job) {
    ContactHandler handler = new ContactHandler(job);
    JobActivator activator =
        new JobActivator() {
          @Override
          public <T> T activateJob(Class<T> type) {
            return type.cast(handler);
          }
        };
    JobRunr.configure()
        .useStorageProvider(storage)
        .useJobActivator(activator)
        .useBackgroundJobServer(
            BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andWorkerCount(WORKERS)
                .andPollInterval(POLL))
        .initialize();
  }

  @Override
  public String waiting() {
    return "select count(*) from jobrunr_jobs where state in ('SCHEDULED', 'ENQUEUED', 'PROCESSING')";
  }
}
