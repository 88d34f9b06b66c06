package sale.tsh.tds.worker;

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
        .matching("sale.tsh.tds.worker.(*)..")
        .should()
        .beFreeOfCycles()
        .because("a feature that can be read by itself can be changed by itself")
        .check(CLASSES);
  }

  @Test
  void callsToZohoKnowNothingOfQueueAndMirror() {
    noClasses()
        .that()
        .resideInAPackage("sale.tsh.tds.worker.zoho")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "sale.tsh.tds.queue..",
            "sale.tsh.tds.inbox..",
            "sale.tsh.tds.worker.mirror..",
            "sale.tsh.tds.worker.reconcile..",
            "sale.tsh.tds.worker.runtime..")
        .because("what Zoho answers is read in one place, whatever it is then used for")
        .check(CLASSES);
  }

  @Test
  void theWorkerNeverDependsOnTheApi() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("sale.tsh.tds.api..")
        .because("the API and the worker meet only in PostgreSQL")
        .check(CLASSES);
  }
}
