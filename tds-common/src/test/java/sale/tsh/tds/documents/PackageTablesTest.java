package sale.tsh.tds.documents;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sale.tsh.tds.testing.Checkout;
import sale.tsh.tds.testing.Markdown;

/** The tables in the README of the checkout and of each module are its modules and packages. */
class PackageTablesTest {

  /** A reader can hold this many types of a package in mind. */
  private static final long MOST_TYPES = 20;

  @Test
  void theMapOfModulesIsComplete() {
    Set<String> modules =
        Checkout.files("pom.xml").stream()
            .filter(file -> file.contains("/"))
            .map(file -> file.substring(0, file.indexOf('/')))
            .collect(Collectors.toSet());
    assertThat(firstColumn("README.md", "The modules"))
        .containsExactlyInAnyOrderElementsOf(modules);
  }

  @ParameterizedTest
  @CsvSource({
    "tds-common, sale/tsh/tds",
    "tds-api, sale/tsh/tds/api",
    "tds-worker, sale/tsh/tds/worker",
    "tds-local, sale/tsh/tds/local",
    "tds-bench, sale/tsh/tds/bench",
    "tds-zoho-simulator, sale/tsh/tds/simulator"
  })
  void eachPackageHasARow(String module, String root) {
    Set<String> packages = new TreeSet<>();
    typesByPackage(module).keySet().forEach(each -> packages.add(name(each, root)));
    assertThat(firstColumn(module + "/README.md", "Packages"))
        .containsExactlyInAnyOrderElementsOf(packages);
  }

  @ParameterizedTest
  @CsvSource({
    "tds-common",
    "tds-api",
    "tds-worker",
    "tds-local",
    "tds-bench",
    "tds-zoho-simulator"
  })
  void noPackageHasTooManyTypes(String module) {
    assertThat(typesByPackage(module))
        .allSatisfy(
            (folder, types) -> assertThat(types).as(folder).isLessThanOrEqualTo(MOST_TYPES));
  }

  private static List<String> firstColumn(String file, String section) {
    return new Markdown(Checkout.read(file))
        .section(section).rows().stream()
            .flatMap(cells -> Markdown.code(cells.getFirst()).stream())
            .toList();
  }

  private static Map<String, Long> typesByPackage(String module) {
    return Checkout.files(".java").stream()
        .filter(file -> file.startsWith(module + "/src/main/java/"))
        .filter(file -> !file.endsWith("/package-info.java"))
        .map(file -> file.substring(0, file.lastIndexOf('/')))
        .collect(groupingBy(folder -> folder, TreeMap::new, counting()));
  }

  /** {@code webhook.bypass}; the module's own package by its full name. */
  private static String name(String folder, String root) {
    String inside = folder.substring(folder.indexOf(root) + root.length());
    return inside.isEmpty() ? root.replace('/', '.') : inside.substring(1).replace('/', '.');
  }
}
