package sale.tsh.tds.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.json.Json;

/**
 * Reads thousands of {@link SpoiltDeliveries}. Each gives a result, and the same result every time.
 * A change also reads the same from the text that the inbox keeps.
 */
class DeliveryReaderFuzzTest {

  private static final int CASES_A_SEED = 1_500;

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void readsEverySpoiltDeliveryTheSameEachTime(long seed) {
    RandomGenerator random = new Random(seed);
    for (int i = 0; i < CASES_A_SEED; i++) {
      Delivery delivery = SpoiltDeliveries.next(random);
      assertThatCode(() -> assertSound(delivery))
          .describedAs("seed %d, case %d: %s", seed, i, delivery)
          .doesNotThrowAnyException();
    }
  }

  /** Three fixed seeds, so that a failure comes back, and a random one. */
  static LongStream seeds() {
    return LongStream.of(1, 2, 3, new Random().nextLong());
  }

  /** Checks what must be true for every delivery. */
  static void assertSound(Delivery delivery) {
    ParsedDelivery parsed = DeliveryReader.read(delivery);
    assertThat(DeliveryReader.read(delivery)).isEqualTo(parsed);
    switch (parsed) {
      case ParsedDelivery.Change change -> assertSound(change, delivery);
      case ParsedDelivery.Refused refused ->
          assertThat(refused.detail())
              .hasSizeBetween(10, 1_000)
              .doesNotContainPattern("\\p{Cntrl}");
      case ParsedDelivery.Ping ping -> {}
    }
  }

  private static void assertSound(ParsedDelivery.Change change, Delivery delivery) {
    assertThat(change.recordId()).hasSizeBetween(1, 100).doesNotContainPattern("\\p{Cntrl}");
    assertThat(Json.parse(Json.forPostgres(change.record())).isObject()).isTrue();
    assertThat(Json.canonical(change.record())).startsWith("{");
    Delivery kept =
        new Delivery(
            delivery.path(),
            delivery.query(),
            delivery.contentType(),
            Json.forPostgres(delivery.body()));
    ParsedDelivery.Change again = Parsing.change(DeliveryReader.read(kept));
    assertThat(again.eventType()).isEqualTo(change.eventType());
    assertThat(again.recordId()).isEqualTo(change.recordId());
    assertThat(again.modified()).isEqualTo(change.modified());
  }
}
