package sale.tsh.tds.api.dashboard.support;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sends a text of the database as a file. A browser saves it and does not show it. The text comes
 * piece by piece, so that its size takes no memory of the process.
 */
@Component
public class TextDownload {

  /** PostgreSQL holds a gigabyte in one value. This is the part of it for growing numbers. */
  public static final long MOST_OF_NUMBERS = 500_000_000;

  private static final int PIECE = 256 * 1024;
  private static final int PIECES_AT_ONCE = 4;

  private final JdbcClient jdbc;
  private final BoundedTransactions transactions;

  TextDownload(JdbcClient jdbc, BoundedTransactions transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /**
   * Sends the file.
   *
   * @param query the SQL that finds the column {@code text} by {@code :id}, in at most one row
   */
  public void send(HttpServletResponse answer, String fileName, String query, UUID id) {
    answer.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
    answer.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    answer.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename(fileName).build().toString());
    transactions.read(() -> {
      pieces(query, id, answer);
      return true;
    });
  }

  /** The text becomes bytes once. A piece of bytes is found without a walk through the text. */
  private void pieces(String query, UUID id, HttpServletResponse answer) {
    jdbc.sql(
            """
            select substring(bytes from place for %d) as piece
              from (select convert_to(text, 'UTF8') as bytes from (%s) found offset 0) whole,
                   generate_series(1, octet_length(bytes), %1$d) as place
            """
                .formatted(PIECE, query))
        .param("id", id)
        .withFetchSize(PIECES_AT_ONCE)
        .query((ResultSet row) -> {
          try {
            answer.getOutputStream().write(row.getBytes("piece"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
