package sale.tsh.tds.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sale.tsh.tds.queue.DeadLetterQueue;
import sale.tsh.tds.queue.QueueListener;
import sale.tsh.tds.queue.RetryPolicy;
import sale.tsh.tds.testing.QueueFixture;
import sale.tsh.tds.testing.TestDatabase;

class DeadLetterGroupsTest {

  private static TestDatabase database;
  private QueueFixture given;
  private DeadLetterGroups groups;
  private DeadLetterQueue deadLetters;

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
    RetryPolicy retries = new RetryPolicy(3, List.of(Duration.ofMinutes(1)));
    given = new QueueFixture(database.jdbc(), database.queue(retries, QueueListener.NONE));
    deadLetters = database.deadLetters();
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
  void patternLeavesOutValuesIdsAndNumbers(String error, String pattern) {
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
  void glanceFindsTheSameGroups() {
    given.deadLetter("item", "1", "item.rate: \"abc\" is not a decimal number", "{}");
    given.deadLetter("item", "2", "item.rate: \"1,5\" is not a decimal number", "{}");
    given.deadLetter("contact", "3", "contact.name: too long", "{}");
    deadLetters.discard(given.deadLetter("user", "4", "user.name: too long", "{}"), "not ours");
    assertThat(groups.glance(50)).isEqualTo(groups.largest(50)).hasSize(2);
    assertThat(groups.glance(1)).isEqualTo(groups.largest(1));
    DeadLetterGroup largest = groups.largest(1).getFirst();
    assertThat(groups.find(largest.group())).hasValue(largest);
    assertThat(groups.find("none")).isEmpty();
  }

  @Test
  void glanceCountsUpToItsLimit() {
    given.deadLetter("item", "1", "item.rate: \"abc\" is not a decimal number", "{}");
    copies(DeadLetterGroups.GLANCED + 20);
    assertThat(groups.glance(1).getFirst().count()).isEqualTo(DeadLetterGroups.GLANCED + 1);
    assertThat(groups.largest(1).getFirst().count()).isEqualTo(DeadLetterGroups.GLANCED + 21);
  }

  @Test
  void listOfAGroupContinuesFromAPosition() {
    given.deadLetter("item", "1", "item.rate: \"abc\" is not a decimal number", "{}");
    given.deadLetter("contact", "2", "contact.name: too long", "{}");
    copies(4);
    String group = groups.largest(1).getFirst().group();
    Instant end = Instant.parse("9999-01-01T00:00:00Z");
    List<OpenDeadLetter> all = groups.letters(group, end, new UUID(0, 0), 50);
    assertThat(all).hasSize(5).extracting(OpenDeadLetter::entityId).containsOnly("1");
    List<OpenDeadLetter> first = groups.letters(group, end, new UUID(0, 0), 2);
    OpenDeadLetter last = first.getLast();
    assertThat(first).isEqualTo(all.subList(0, 2));
    assertThat(groups.letters(group, last.movedToDlqAt(), last.id(), 50))
        .isEqualTo(all.subList(2, 5));
  }

  /** A retry that changed nothing does not hide since when a cause is there. */
  @Test
  void groupFailsSinceItsEventsDiedFirst() {
    String error = "item.rate: \"abc\" is not a decimal number";
    UUID first = given.deadLetter("item", "1", error, "{}");
    database
        .jdbc()
        .sql(
            """
            update tds_dead_letter_queue
               set moved_to_dlq_at = '2026-11-01T10:00:00Z', first_dead_at = '2026-11-01T10:00:00Z'
            """)
        .update();
    deadLetters.redrive(first);
    UUID second = given.die(first, error, "{}");
    deadLetters.redrive(second);
    given.die(second, error, "{}");
    DeadLetterGroup group = groups.largest(1).getFirst();
    assertThat(group.firstSeen()).isEqualTo("2026-11-01T10:00:00Z");
    assertThat(group.lastSeen()).isAfter("2026-11-01T10:00:00Z");
    assertThat(groups.glance(1)).containsExactly(group);
  }

  /** Copies the item's dead letter, all at one time. */
  private void copies(int number) {
    database
        .jdbc()
        .sql(
            """
            insert into tds_dead_letter_queue
              (id, original_queue_id, delivery_id, arrival, event_type, entity_type, entity_id, priority, payload,
               attempt_count, last_error)
            select gen_random_uuid(), gen_random_uuid(), delivery_id, arrival, event_type, entity_type, entity_id, priority,
                   payload, attempt_count, last_error
              from tds_dead_letter_queue
             cross join generate_series(1, :number)
             where entity_type = 'item'
            """)
        .param("number", number)
        .update();
  }

  @Test
  void deadLettersThatFailedAlikeFormOneGroup() {
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
  void closedDeadLettersAreInNoGroup() {
    UUID first = given.deadLetter("item", "1");
    UUID second = given.deadLetter("contact", "2");
    deadLetters.redrive(first);
    deadLetters.discard(second, "a test");
    assertThat(groups.largest(50)).isEmpty();
  }
}
