package sale.tsh.tds.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.testing.SampleRecords;
import tools.jackson.databind.JsonNode;

/** Holds each kind's definition to a full record as Zoho documents it. */
class FullRecordsTest {

  static List<Kind> kinds() {
    return KindCatalogue.kinds();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void namesTheKindByTheWrapper(Kind kind) {
    assertThat(KindCatalogue.named(SampleRecords.wrapper(kind.name()))).contains(kind);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void hasTheKeyAndAllCoreMembers(Kind kind) {
    JsonNode record = SampleRecords.record(kind.name());
    assertThat(record.propertyNames()).contains(kind.key()).containsAll(kind.core());
  }
}
