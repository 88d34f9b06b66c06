package sale.tsh.tds.entity;

import java.util.List;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The workers. The two changes are SQL, because their times are the database's. */
public interface WorkerEntries extends Repository<WorkerEntry, String> {

  /**
   * The workers seen within the last hour. Workers that are alive come first, then the latest seen.
   */
  @Query(
      """
      select w
        from WorkerEntry w
       where w.secondsSinceSeen < 3600
       order by case when w.stoppedAt is null and w.secondsSinceSeen between -30 and 30 then 0 else 1 end, w.seenAt desc
       limit :limit
      """)
  List<WorkerEntry> recent(int limit);

  /**
   * Writes the heartbeat of a worker.
   *
   * @param first whether it is the worker's first one, which sets its start
   */
  @Transactional
  @Modifying
  @NativeQuery(
      """
      insert into tds_workers as known (worker, host, pid, version, concurrency, running)
      values (:worker, :host, :pid, :version, :concurrency, :running)
      on conflict (worker) do update
         set host = excluded.host, pid = excluded.pid, version = excluded.version,
             concurrency = excluded.concurrency, running = excluded.running,
             started_at = case when :first then now() else known.started_at end,
             seen_at = now(), stopped_at = null
      """)
  void beat(
      String worker,
      String host,
      long pid,
      String version,
      int concurrency,
      int running,
      boolean first);

  /** Writes that the end of a worker was planned. */
  @Transactional
  @Modifying
  @NativeQuery("update tds_workers set stopped_at = now(), running = 0 where worker = :worker")
  void stop(String worker);
}
