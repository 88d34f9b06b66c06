package sale.tsh.tds.entity;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import sale.tsh.tds.testing.Checkout;
import sale.tsh.tds.testing.TestDatabase;

/**
 * Each entity fits its table in the migrated database, and the package doc speaks of each table.
 */
class EntityTablesTest {

  private static final String DOC =
      "tds-common/src/main/java/sale/tsh/tds/entity/package-info.java";

  private static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  static Stream<Class<?>> entities() {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(Entity.class));
    return scanner.findCandidateComponents("sale.tsh.tds").stream()
        .map(found ->
            ClassUtils.resolveClassName(Objects.requireNonNull(found.getBeanClassName()), null));
  }

  @ParameterizedTest
  @MethodSource("entities")
  void namesColumnsThatItsTableHas(Class<?> entity) {
    assertThat(columnsOf(entity.getAnnotation(Table.class).name()))
        .as("the columns of %s", entity.getSimpleName())
        .containsAll(
            Stream.of(entity.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .filter(field -> !field.isAnnotationPresent(Formula.class))
                .map(EntityTablesTest::columnOf)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("entities")
  void isInTheOnePackageOfEntities(Class<?> entity) {
    assertThat(entity.getPackage()).isEqualTo(QueueEntry.class.getPackage());
    assertThat(entity.getSimpleName()).endsWith("Entry");
  }

  @Test
  void packageDocSaysOfEachTableWhichEntityItHas() {
    String doc = Checkout.read(DOC);
    assertThat(database.tables())
        .hasSizeGreaterThan(10)
        .allSatisfy(table -> assertThat(doc).contains("{@code " + table + "}"));
  }

  private static List<@Nullable String> columnsOf(String table) {
    return database
        .jdbc()
        .sql(
            """
            select column_name
              from information_schema.columns
             where table_schema = current_schema() and table_name = :table
            """)
        .param("table", table)
        .query(String.class)
        .list();
  }

  private static String columnOf(Field field) {
    Column column = field.getAnnotation(Column.class);
    return column != null && !column.name().isEmpty()
        ? column.name()
        : field.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
