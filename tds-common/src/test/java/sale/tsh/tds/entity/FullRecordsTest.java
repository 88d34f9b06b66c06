package sale.tsh.tds.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.testing.SampleRecords;
import tools.jackson.databind.JsonNode;

/** Holds each kind's definition to a full record as Zoho documents it. */
class FullRecordsTest {

  static List<EntityKind> kinds() {
    return EntityCatalogue.kinds();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theWrapperNamesTheKind(EntityKind kind) {
    assertThat(EntityCatalogue.named(SampleRecords.wrapper(kind.name()))).contains(kind);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theRecordHasTheKeyAndIsFull(EntityKind kind) {
    JsonNode record = SampleRecords.record(kind.name());
    assertThat(record.propertyNames()).contains(kind.key()).containsAll(kind.core());
  }
}
