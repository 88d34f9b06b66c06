package sale.tsh.tds.api.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures when each secret last proved a delivery. Operators remove the older secret once senders
 * use the newer one. The gauge is in seconds since 1970, by kind of proof and age of the secret. A
 * secret that was never used has no gauge.
 */
final class SecretUsageMeter {

  /** The way in which a delivery was proven. */
  enum ProofKind {
    SIGNATURE,
    KEY
  }

  /** A secret, known by its position in its setting and never by its value. */
  record Secret(ProofKind kind, boolean newer) {}

  private final MeterRegistry meters;
  private final InstantSource clock;
  private final Map<Secret, AtomicLong> lastUsed = new ConcurrentHashMap<>();

  SecretUsageMeter(MeterRegistry meters, InstantSource clock) {
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
        .tag("proof", secret.kind() == ProofKind.SIGNATURE ? "signature" : "key")
        .tag("secret", secret.newer() ? "newer" : "older")
        .register(meters);
    return millis;
  }
}
