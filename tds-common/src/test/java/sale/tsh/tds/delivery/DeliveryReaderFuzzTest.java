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
 * Thousands of {@link SpoiltDeliveries}: each ends in a reading, the same one every time, and a
 * change reads the same from the text that the inbox keeps.
 */
class DeliveryReaderFuzzTest {

  private static final int CASES_A_SEED = 1_500;

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everythingEndsInAReadingAndInTheSameOne(long seed) {
    RandomGenerator random = new Random(seed);
    for (int i = 0; i < CASES_A_SEED; i++) {
      Delivery delivery = SpoiltDeliveries.next(random);
      assertThatCode(() -> assertSound(delivery))
          .describedAs("seed %d, case %d: %s", seed, i, delivery)
          .doesNotThrowAnyException();
    }
  }

  /** Three seeds that stay, so that a failure is found again, and one that nobody chose. */
  static LongStream seeds() {
    return LongStream.of(1, 2, 3, new Random().nextLong());
  }

  /** What holds of every delivery. */
  static void assertSound(Delivery delivery) {
    Reading reading = DeliveryReader.read(delivery);
    assertThat(DeliveryReader.read(delivery)).isEqualTo(reading);
    switch (reading) {
      case Reading.Change change -> assertSound(change, delivery);
      case Reading.Refused refused ->
          assertThat(refused.detail()).hasSizeBetween(10, 600).doesNotContainPattern("\\p{Cntrl}");
      case Reading.Ping ping -> {}
    }
  }

  private static void assertSound(Reading.Change change, Delivery delivery) {
    assertThat(change.entityId()).hasSizeBetween(1, 100).doesNotContainPattern("\\p{Cntrl}");
    assertThat(Json.parse(Json.forPostgres(change.entity())).isObject()).isTrue();
    assertThat(Json.canonical(change.entity())).startsWith("{");
    Delivery kept =
        new Delivery(
            delivery.path(),
            delivery.query(),
            delivery.contentType(),
            Json.forPostgres(delivery.body()));
    Reading.Change again = Readings.change(DeliveryReader.read(kept));
    assertThat(again.eventType()).isEqualTo(change.eventType());
    assertThat(again.entityId()).isEqualTo(change.entityId());
    assertThat(again.modified()).isEqualTo(change.modified());
  }
}
