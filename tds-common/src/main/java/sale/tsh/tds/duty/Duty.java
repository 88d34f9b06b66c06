package sale.tsh.tds.duty;

import java.time.Duration;

/** A duty and how often it runs. */
public record Duty(String name, Duration interval, Runnable runOnce) {}
