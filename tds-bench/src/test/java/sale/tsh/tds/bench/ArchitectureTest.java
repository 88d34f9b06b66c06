package sale.tsh.tds.bench;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("sale.tsh.tds.bench");

  @Test
  void packagesFormNoCycle() {
    slices()
        .matching("sale.tsh.tds.(**)")
        .should()
        .beFreeOfCycles()
        .because("a feature that can be read by itself can be changed by itself")
        .check(CLASSES);
  }
}
