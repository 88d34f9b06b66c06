package sale.tsh.tds.api.security;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

class DashboardAccessTest {

  private static final Set<String> ACCESSES =
      Set.of(DashboardAccess.VIEWER, DashboardAccess.OPERATOR);

  private static final DescribedPredicate<JavaMethod> ENDPOINT =
      DescribedPredicate.describe(
          "are endpoints",
          method ->
              method.isAnnotatedWith(RequestMapping.class)
                  || method.isMetaAnnotatedWith(RequestMapping.class));

  @Test
  void everyEndpointDeclaresItsAccess() {
    methods()
        .that(ENDPOINT)
        .should(declareOneOfTheAccesses())
        .because("whoever adds an endpoint decides who may call it")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("sale.tsh.tds.api"));
  }

  private static ArchCondition<JavaMethod> declareOneOfTheAccesses() {
    return new ArchCondition<>(
        "declare one of the accesses, actions never the viewer's, or are open") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        String access =
            method
                .tryGetAnnotationOfType(PreAuthorize.class)
                .map(PreAuthorize::value)
                .orElse("nothing");
        boolean reads = method.isAnnotatedWith(GetMapping.class);
        boolean open = method.isAnnotatedWith(OpenEndpoint.class);
        boolean declared =
            open
                ? access.equals("nothing")
                : ACCESSES.contains(access) && (reads || !access.equals(DashboardAccess.VIEWER));
        events.add(
            new SimpleConditionEvent(
                method, declared, method.getFullName() + " declares " + access));
      }
    };
  }

  @Test
  void theRuleFindsEndpoints() {
    assertThat(
            new ClassFileImporter()
                .importPackages("sale.tsh.tds.api").stream()
                    .flatMap(type -> type.getMethods().stream())
                    .filter(ENDPOINT))
        .hasSizeGreaterThan(10);
  }
}
