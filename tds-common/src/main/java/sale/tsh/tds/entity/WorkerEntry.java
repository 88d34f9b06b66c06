package sale.tsh.tds.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The heartbeat of a worker. */
@Entity
@Immutable
@Table(name = "tds_workers")
public class WorkerEntry {

  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  @Id private String worker;
  private String host;
  private long pid;
  private String version;
  private int concurrency;
  private int running;
  private Instant startedAt;
  private Instant seenAt;
  private @Nullable Instant stoppedAt;

  /** By the database's clock. Negative if that clock was set back since the heartbeat. */
  @Formula("date_part('epoch', now() - seen_at)")
  private double secondsSinceSeen;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected WorkerEntry() {}

  /** The name under which it holds leases. */
  public String worker() {
    return worker;
  }

  public String host() {
    return host;
  }

  public long pid() {
    return pid;
  }

  public String version() {
    return version;
  }

  /** How many sets of events it runs at once. */
  public int concurrency() {
    return concurrency;
  }

  /** Events it held at its last heartbeat. */
  public int running() {
    return running;
  }

  public Instant startedAt() {
    return startedAt;
  }

  /** The time of its last heartbeat. */
  public Instant seenAt() {
    return seenAt;
  }

  /** When it ended as planned. Null if it runs or died. */
  public @Nullable Instant stoppedAt() {
    return stoppedAt;
  }

  /** Whether it sent a heartbeat within the last half minute and has not ended. */
  public boolean isAlive() {
    return stoppedAt == null && Math.abs(secondsSinceSeen) <= LONGEST_SILENCE.toSeconds();
  }
}
