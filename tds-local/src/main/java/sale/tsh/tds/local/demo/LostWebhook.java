package sale.tsh.tds.local.demo;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Loses a webhook on purpose, and shows how pulling heals the mirror. */
public final class LostWebhook {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

  /** A customer among the samples. */
  private static final String CONTACT = "4815000000000107035";

  /** No number that anybody has. The time makes it differ from that of the last demo. */
  private static final DateTimeFormatter PHONE =
      DateTimeFormatter.ofPattern("'+964 770' 0HH mmss").withZone(ZoneOffset.UTC);

  /** A first sweep would find the edit, too. */
  private static final String COMPARED =
      """
      select 'both' from tds_pull_states
       where kind = 'contact' and cursor_time is not null and last_sweep_at is not null
      """;

  private static final String FOUND =
      """
      select case reason when 'changed' then 'head read' else 'sweep' end
        from tds_pull_fetches
       where kind = 'contact' and entity_id = ?
      """;

  private static final String HEALED =
      """
      select phone from zoho.contacts where contact_id = ? and phone = ?
      """;

  private final SimulatedZoho zoho;
  private final PrintStream out;

  /** Creates the last part of the demo. */
  public LostWebhook(SimulatedZoho zoho, PrintStream out) {
    this.zoho = zoho;
    this.out = out;
  }

  /** Lets the worker pull, edits a record in Zoho alone, and prints how the mirror gets it. */
  public void show() {
    int records = zoho.copyMirror();
    zoho.ask("resume");
    out.printf(
        "%nA simulator of Zoho runs at %s. It has the same %d records, and the worker compares them.%n",
        zoho.address(), records);
    try (Connection mirror = zoho.mirror()) {
      await(mirror, COMPARED);
      heal(mirror);
    } catch (SQLException e) {
      throw new IllegalStateException("The database did not answer: " + e.getMessage(), e);
    }
  }

  private void heal(Connection mirror) throws SQLException {
    String phone = PHONE.format(Instant.now());
    long begun = System.nanoTime();
    zoho.edit("contact", CONTACT, "{\"phone\": \"%s\"}".formatted(phone));
    out.printf("A customer gets the phone number %s there, and no webhook is sent.%n%n", phone);
    String finder = await(mirror, FOUND, CONTACT);
    out.printf(
        "  %4.1f s later a %s finds that the customer differs here.%n", seconds(begun), finder);
    await(mirror, HEALED, CONTACT, phone);
    out.printf(
        "  %4.1f s later the mirror has the number. The lost webhook is healed.%n", seconds(begun));
  }

  /** Waits until a query has a row, and returns its value. */
  private static String await(Connection mirror, String query, String... values)
      throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<String> found = find(mirror, query, values);
      if (found.isPresent()) {
        return found.get();
      }
      try {
        Thread.sleep(LOOK_INTERVAL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted.", e);
      }
    }
    throw new IllegalStateException(
        "The worker did not pull within %d s. Its log says why.".formatted(PATIENCE.toSeconds()));
  }

  private static Optional<String> find(Connection mirror, String query, String... values)
      throws SQLException {
    try (PreparedStatement statement = mirror.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
