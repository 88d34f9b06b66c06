package sale.tsh.tds.api;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.testing.Checkout;

/** A simple name means one thing, so that a reader need not look at the imports. */
class NamesTest {

  /** Texts and comments, which may speak of types. */
  private static final Pattern PROSE =
      Pattern.compile("(?s)\"\"\".*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|/\\*.*?\\*/|//[^\\n]*");

  private static final Pattern DECLARATION =
      Pattern.compile("\\b(?:class|interface|enum|record)\\s+([A-Z]\\w*)");

  /** Packages whose types every reader knows by their simple names. */
  private static final List<String> FAMILIAR_PACKAGES =
      List.of(
          "java.lang",
          "java.nio.file",
          "java.time",
          "java.util",
          "jakarta.persistence",
          "jakarta.servlet",
          "jakarta.servlet.http",
          "io.micrometer.core.instrument",
          "io.swagger.v3.oas.annotations",
          "io.swagger.v3.oas.annotations.media",
          "io.swagger.v3.oas.annotations.parameters",
          "io.swagger.v3.oas.annotations.responses",
          "org.slf4j",
          "org.slf4j.event",
          "org.springframework.beans.factory",
          "org.springframework.beans.factory.annotation",
          "org.springframework.boot",
          "org.springframework.boot.health.contributor",
          "org.springframework.context",
          "org.springframework.context.annotation",
          "org.springframework.core",
          "org.springframework.core.annotation",
          "org.springframework.core.env",
          "org.springframework.core.io",
          "org.springframework.dao",
          "org.springframework.data.domain",
          "org.springframework.data.jpa.repository",
          "org.springframework.data.repository",
          "org.springframework.http",
          "org.springframework.jdbc.core",
          "org.springframework.jdbc.core.simple",
          "org.springframework.stereotype",
          "org.springframework.transaction.annotation",
          "org.springframework.transaction.support",
          "org.springframework.web.bind.annotation",
          "org.springframework.web.servlet");

  /** Names of ours that a familiar package has too, and why they stay. */
  private static final Map<String, String> SHARED_NAMES =
      Map.of(
          "Parameters",
          "HTTP's own word; Swagger's type only holds repeated annotations and is never written");

  @Test
  void noSimpleNameStandsTwice() {
    assertThat(declarations())
        .isNotEmpty()
        .allSatisfy((name, files) -> assertThat(files).as(name).hasSize(1));
  }

  @Test
  void noSimpleNameIsOneThatEveryReaderKnows() {
    assertThat(declarations().keySet())
        .filteredOn(NamesTest::isFamiliar)
        .containsExactlyInAnyOrderElementsOf(SHARED_NAMES.keySet());
  }

  private static Map<String, List<String>> declarations() {
    return Checkout.files(".java").stream()
        .filter(file -> file.contains("/src/main/java/"))
        .flatMap(file -> names(file).map(name -> Map.entry(name, file)))
        .collect(
            groupingBy(Map.Entry::getKey, TreeMap::new, mapping(Map.Entry::getValue, toList())));
  }

  private static Stream<String> names(String file) {
    String code = PROSE.matcher(Checkout.read(file)).replaceAll("\"\"");
    return DECLARATION.matcher(code).results().map((MatchResult type) -> type.group(1));
  }

  private static boolean isFamiliar(String name) {
    return FAMILIAR_PACKAGES.stream().anyMatch(each -> exists(each + "." + name));
  }

  private static boolean exists(String type) {
    try {
      Class.forName(type, false, NamesTest.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
