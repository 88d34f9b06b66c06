package sale.tsh.tds.api.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When each secret last proved a delivery: the older one may go when the newer one does. A gauge in
 * seconds since 1970, by the kind of proof and the secret's age; one that never did has none.
 */
final class SecretUse {

  /** How a delivery was proven. */
  enum Kind {
    SIGNATURE,
    KEY
  }

  /** A secret by its place in its setting, never by itself. */
  record Secret(Kind kind, boolean newer) {}

  private final MeterRegistry meters;
  private final InstantSource clock;
  private final Map<Secret, AtomicLong> lastUsed = new ConcurrentHashMap<>();

  SecretUse(MeterRegistry meters, InstantSource clock) {
    this.meters = meters;
    this.clock = clock;
  }

  void note(Secret secret) {
    lastUsed.computeIfAbsent(secret, this::gauge).set(clock.millis());
  }

  private AtomicLong gauge(Secret secret) {
    AtomicLong millis = new AtomicLong();
    TimeGauge.builder("tds.webhook.secret.used", millis, TimeUnit.MILLISECONDS, AtomicLong::get)
        .description("When this secret last proved a delivery, since 1970")
        .tag("proof", secret.kind() == Kind.SIGNATURE ? "signature" : "key")
        .tag("secret", secret.newer() ? "newer" : "older")
        .register(meters);
    return millis;
  }
}
