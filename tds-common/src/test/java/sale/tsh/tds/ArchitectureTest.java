package sale.tsh.tds;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("sale.tsh.tds");

  @Test
  void featuresFormNoCycle() {
    slices()
        .matching("sale.tsh.tds.(*)..")
        .should()
        .beFreeOfCycles()
        .because("a feature that can be read by itself can be changed by itself")
        .check(CLASSES);
  }

  @Test
  void commonKnowsNoHttp() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework.web..", "jakarta.servlet..")
        .because("the worker shares it, and has no web of its own")
        .check(CLASSES);
  }

  @Test
  void readingADeliveryKnowsNoDatabase() {
    noClasses()
        .that()
        .resideInAnyPackage("sale.tsh.tds.kind..", "sale.tsh.tds.delivery..", "sale.tsh.tds.json..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("sale.tsh.tds.queue..", "sale.tsh.tds.inbox..", "java.sql..")
        .because("what a delivery says does not depend on what is done with it")
        .check(CLASSES);
  }
}
