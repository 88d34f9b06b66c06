package sale.tsh.tds.api;

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
        .matching("sale.tsh.tds.api.(*)..")
        .should()
        .beFreeOfCycles()
        .because("a feature that can be read by itself can be changed by itself")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices()
        .matching("sale.tsh.tds.api.(**)")
        .should()
        .beFreeOfCycles()
        .because("a view is one package, and a package inside another knows no package around it")
        .check(CLASSES);
  }

  @Test
  void theApiNeverDependsOnTheWorker() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("sale.tsh.tds.worker..")
        .because("the API and the worker meet only in PostgreSQL")
        .check(CLASSES);
  }
}
