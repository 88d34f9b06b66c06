package sale.tsh.tds.duty;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets one process at a time run a duty: a row says who and until when, by the database's clock.
 * Whoever holds a lease keeps it by running the duty again in time; two runs may overlap after a
 * long pause of the holder, and every duty must bear that.
 */
public class DutyLeases implements AutoCloseable {

  private final JdbcClient jdbc;
  private final String owner;

  public DutyLeases(JdbcClient jdbc, ProcessIdentity self) {
    this.jdbc = jdbc;
    this.owner = self.name();
  }

  /** The duty, left out whenever another process holds its lease. */
  public Duty exclusive(Duty duty) {
    return new Duty(
        duty.name(),
        duty.interval(),
        () -> {
          if (take(duty)) {
            duty.runOnce().run();
          }
        });
  }

  /** Gives up what this process holds, so that another one need not wait for the expiry. */
  @Override
  public void close() {
    jdbc.sql("delete from tds_duty_leases where owner = :owner").param("owner", owner).update();
  }

  private boolean take(Duty duty) {
    return jdbc.sql(
                """
                insert into tds_duty_leases as held (duty, owner, expires_at)
                values (:duty, :owner, now() + :lease * interval '1 ms')
                on conflict (duty) do update
                   set owner = excluded.owner, expires_at = excluded.expires_at
                 where held.owner = excluded.owner or held.expires_at <= now()
                """)
            .param("duty", duty.name())
            .param("owner", owner)
            .param("lease", duty.interval().multipliedBy(2).toMillis())
            .update()
        > 0;
  }
}
