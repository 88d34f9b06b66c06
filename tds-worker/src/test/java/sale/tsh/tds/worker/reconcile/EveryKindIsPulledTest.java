package sale.tsh.tds.worker.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sale.tsh.tds.kind.ApiResource;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;
import sale.tsh.tds.simulator.SimulatedProduct;
import sale.tsh.tds.testing.SampleRecords;

/** A wrong path, wrapper, id or scope of one kind would leave its part of the mirror empty. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryKindIsPulledTest {

  private static final Path GUIDE = Path.of("../docs/reconciliation.md");

  private PulledSystem system;

  @BeforeAll
  void pullOneRecordOfEachKind() {
    system = new PulledSystem();
    system.zoho().limits().perDay(50_000);
    kinds().forEach(kind -> system.zoho().put(kind.name(), SampleRecords.record(kind.name())));
    system.settle();
  }

  @AfterAll
  void close() {
    system.close();
  }

  static List<Kind> kinds() {
    return KindCatalogue.listedKinds();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aRecordInZohoIsMirrored(Kind kind) {
    assertThat(system.mirrored(kind.name()).keySet())
        .hasSize(1)
        .isEqualTo(system.inZoho(kind.name()).keySet());
  }

  /** An operator who reads the name of the scope makes a self client that has it. */
  @ParameterizedTest
  @MethodSource("kinds")
  void itsScopeIsTheOneThatZohoAsksFor(Kind kind) throws IOException {
    ApiResource resource = kind.apiResource().orElseThrow();
    SimulatedProduct product = SimulatedProduct.valueOf(resource.product().name());
    assertThat(resource.scope())
        .isEqualTo(system.zoho().kind(kind.name()).readScope(product))
        .isSubstringOf(Files.readString(GUIDE));
  }
}
