package sale.tsh.tds.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.kind.Kind;
import sale.tsh.tds.kind.KindCatalogue;

class DemoDeliveryTest {

  private static final List<DemoDelivery> ALL = DemoDelivery.all();

  @Test
  void theSamplesHaveEveryKind() {
    Set<String> paths =
        ALL.stream().map(each -> each.to().replaceFirst("\\?.*", "")).collect(Collectors.toSet());
    assertThat(KindCatalogue.kinds())
        .filteredOn(kind -> kind.paths().stream().noneMatch(paths::contains))
        .extracting(Kind::name)
        .isSubsetOf("invoice"); // sent to /webhooks/zoho, and without an id to its own path
  }

  @Test
  void aFormHoldsItsJsonUrlEncoded() {
    DemoDelivery form =
        ALL.stream().filter(each -> each.contentType().contains("form")).findFirst().orElseThrow();
    assertThat(form.body()).startsWith("JSONString=%7B%22").doesNotContain(" ", "\"");
  }

  @Test
  void aTextMemberHoldsItsJsonAsText() {
    assertThat(ALL)
        .extracting(DemoDelivery::body)
        .anySatisfy(body -> assertThat(body).startsWith("{\"JSONString\":\"{\\\"bill\\\":"));
  }

  @Test
  void aRepeatedDeliveryHasTheSameBody() {
    DemoDelivery again =
        ALL.stream().filter(each -> each.what().endsWith(", again")).findFirst().orElseThrow();
    assertThat(ALL).filteredOn(each -> each.body().equals(again.body())).hasSize(2);
  }
}
