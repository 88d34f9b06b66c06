package sale.tsh.tds.task;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.process.ProcessIdentity;

/**
 * Lets one process at a time run a task. A row names the holder and when its lease expires, by the
 * database's clock. Each run renews the lease. After a long pause of the holder two runs may
 * overlap, so every task must tolerate that. A lease that expires later than a new one would is
 * ignored, because the database's clock was set back after it was taken.
 */
public class TaskLeases implements AutoCloseable {

  private final JdbcClient jdbc;
  private final String owner;

  public TaskLeases(JdbcClient jdbc, ProcessIdentity self) {
    this.jdbc = jdbc;
    this.owner = self.name();
  }

  /** Wraps the task so that it is skipped while another process holds its lease. */
  public MaintenanceTask exclusive(MaintenanceTask task) {
    return exclusive(task, task.interval().multipliedBy(2));
  }

  /**
   * The same with a lease of this length, for a task whose runs are longer than its interval. It is
   * how long no other process takes over from one that died.
   */
  public MaintenanceTask exclusive(MaintenanceTask task, Duration lease) {
    return new MaintenanceTask(
        task.name(),
        task.interval(),
        () -> {
          if (take(task, lease)) {
            task.runOnce().run();
          }
        });
  }

  /**
   * Gives up all leases of this process, so that other processes need not wait for their expiry.
   */
  @Override
  public void close() {
    jdbc.sql("delete from tds_duty_leases where owner = :owner").param("owner", owner).update();
  }

  private boolean take(MaintenanceTask task, Duration lease) {
    return jdbc.sql(
                """
                insert into tds_duty_leases as held (duty, owner, expires_at)
                values (:duty, :owner, now() + :lease * interval '1 ms')
                on conflict (duty) do update
                   set owner = excluded.owner, expires_at = excluded.expires_at
                 where held.owner = excluded.owner
                    or held.expires_at <= now() or held.expires_at > excluded.expires_at
                """)
            .param("duty", task.name())
            .param("owner", owner)
            .param("lease", lease.toMillis())
            .update()
        > 0;
  }
}
