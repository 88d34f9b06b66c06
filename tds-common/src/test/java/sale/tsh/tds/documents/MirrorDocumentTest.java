package sale.tsh.tds.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sale.tsh.tds.testing.Checkout;
import sale.tsh.tds.testing.TestDatabase;

/** Checks that {@code docs/mirror.md} says what the catalogue and the database say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MirrorDocumentTest {

  private static final String DOCUMENT = "docs/mirror.md";
  private static final String MEANINGS =
      "tds-common/src/main/resources/db/migration/afterMigrate__meanings.sql";
  private static final Pattern MEANING =
      Pattern.compile("(?m)^ +\\('(\\w*)', '(\\w+)', '((?:[^']|'')+)'\\)");
  private static final Pattern RELATION =
      Pattern.compile("(?m)^ +(\\w+) \\|\\|--o\\{ (\\w+) : (\\w+)$");

  private final TestDatabase database = TestDatabase.migrated();

  @AfterAll
  void close() {
    database.close();
  }

  /**
   * With {@code -Dmirror.document=write} the test writes the document instead, as {@code
   * CONTRIBUTING.md} says.
   */
  @Test
  void everyTableViewAndColumnIsListed() {
    String document = Checkout.read(DOCUMENT);
    String listed = new MirrorDocument(database.jdbc()).text();
    String expected =
        document.substring(0, document.indexOf(MirrorDocument.BEGIN))
            + listed
            + document.substring(
                document.indexOf(MirrorDocument.END) + MirrorDocument.END.length());
    if ("write".equals(System.getProperty("mirror.document"))) {
      write(expected);
      return;
    }
    assertThat(document.lines().toList())
        .as("docs/mirror.md is stale, see \"Add a migration\" in CONTRIBUTING.md")
        .isEqualTo(expected.lines().toList());
  }

  @Test
  void theDiagramJoinsTablesByTheirColumns() {
    List<MatchResult> relations = RELATION.matcher(Checkout.read(DOCUMENT)).results().toList();
    assertThat(relations)
        .hasSizeGreaterThan(15)
        .allSatisfy(relation -> {
          assertThat(has(relation.group(1), "%")).as(relation.group(1)).isTrue();
          assertThat(has(relation.group(2), relation.group(3))).as(relation.group()).isTrue();
        });
  }

  @Test
  void everyMeaningIsOfAColumn() {
    List<MatchResult> meanings = MEANING.matcher(Checkout.read(MEANINGS)).results().toList();
    assertThat(meanings)
        .hasSizeGreaterThan(200)
        .allSatisfy(meaning -> {
          String table = meaning.group(1).isEmpty() ? "%" : meaning.group(1);
          assertThat(
                  database
                      .jdbc()
                      .sql(
                          """
                          select count(*)
                            from pg_class c
                            join pg_attribute a on a.attrelid = c.oid
                           where c.relnamespace = 'zoho'::regnamespace
                             and c.relname like :table
                             and a.attname = :column
                             and col_description(c.oid, a.attnum) = :text
                          """)
                      .param("table", table)
                      .param("column", meaning.group(2))
                      .param("text", meaning.group(3).replace("''", "'"))
                      .query(Integer.class)
                      .single())
              .as(meaning.group())
              .isPositive();
        });
  }

  private boolean has(String table, String column) {
    return database
            .jdbc()
            .sql(
                """
                select count(*)
                  from pg_attribute
                 where attrelid = to_regclass('zoho.' || :table)
                   and attnum > 0
                   and attname like :column
                """)
            .param("table", table)
            .param("column", column)
            .query(Integer.class)
            .single()
        > 0;
  }

  private static void write(String text) {
    try {
      Files.writeString(Path.of("..", DOCUMENT), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
