package sale.tsh.tds.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sale.tsh.tds.queue.EventQueue;
import sale.tsh.tds.queue.RetryPolicy;
import sale.tsh.tds.testing.QueueFixture;
import sale.tsh.tds.testing.TestDatabase;

class DeadLetterGroupsTest {

  private static TestDatabase database;
  private QueueFixture given;
  private DeadLetterGroups groups;
  private EventQueue queue;

  @BeforeAll
  static void open() {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void clean() {
    queue =
        new EventQueue(
            database.jdbc(), new RetryPolicy(3, List.of(Duration.ofMinutes(1))), new Random(1));
    given = new QueueFixture(database.jdbc(), queue);
    groups = new DeadLetterGroups(database.jdbc());
    given.empty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          item.rate: "abc" is not a decimal number             | item.rate: "…" is not a decimal number
          Unrecognized token 'abc': was expecting (JSON)       | Unrecognized token "…": was expecting (JSON)
          it isn't a date, it can't be                         | it isn't a date, it can't be
          line 17: 2026-13-01 12:30:00.5 is out of range       | line #: #-#-# # is out of range
          delivery 11111111-aAaA-3333-4444-555555555555 gone   | delivery # gone
          token 0123456789abcdef0123456789abcdef is unknown    | token # is unknown
          null value in column "email" of relation "contacts"  | null value in column «email» of relation «contacts»
          Key (item_id)=(264660001) already exists             | Key (item_id)=(…) already exists
          Failing row contains (1, "x", null).                 | Failing row contains (…).
          """)
  void valuesIdsAndNumbersAreCutOut(String error, String pattern) {
    assertThat(
            database
                .jdbc()
                .sql("select tds_error_pattern(:error)")
                .param("error", error)
                .query(String.class)
                .single())
        .isEqualTo(pattern);
  }

  @Test
  void lettersThatFailedAlikeAreOneLine() {
    given.deadLetter("item", "1", "item.rate: \"abc\" is not a decimal number", "{}");
    given.deadLetter("item", "2", "item.rate: \"1,5\" is not a decimal number", "{}");
    given.deadLetter("contact", "3", "item.rate: \"x\" is not a decimal number", "{}");
    given.deadLetter("item", "4", "item.name: too long", "{}");
    List<DeadLetterGroup> found = groups.largest(50);
    assertThat(found).hasSize(3);
    DeadLetterGroup largest = found.getFirst();
    assertThat(largest.kind()).isEqualTo("item");
    assertThat(largest.error()).isEqualTo("item.rate: \"…\" is not a decimal number");
    assertThat(largest.example()).isEqualTo("item.rate: \"1,5\" is not a decimal number");
    assertThat(largest.count()).isEqualTo(2);
    assertThat(largest.firstSeen()).isBefore(largest.lastSeen());
    assertThat(found).extracting(DeadLetterGroup::group).doesNotHaveDuplicates();
    assertThat(groups.largest(1)).containsExactly(largest);
  }

  @Test
  void closedLettersAreInNoGroup() {
    UUID first = given.deadLetter("item", "1");
    UUID second = given.deadLetter("contact", "2");
    queue.redrive(first);
    queue.discard(second, "a test");
    assertThat(groups.largest(50)).isEmpty();
  }
}
