package sale.tsh.tds.api.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.LongSupplier;
import sale.tsh.tds.api.http.OverloadedException;

/**
 * Reads bodies by hand: the signature needs their bytes, and the bounds hold whatever the headers
 * claim. A body may be so large and take so long; all that are taken in at one time may hold so
 * many bytes together. What has not yet come takes none.
 */
final class BodyReader {

  /** The longest a body may take; senders take no second. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  private static final int PIECE = 8 * 1024;

  private final int mostOfOne;
  private final int mostOfAll;
  private final Semaphore free;
  private final LongSupplier nanoTime;

  /**
   * @param mostOfOne bytes of one body
   * @param mostOfAll bytes of all bodies that are taken in at one time
   * @param nanoTime time that no change of a clock touches, as {@link System#nanoTime()}
   */
  BodyReader(int mostOfOne, int mostOfAll, LongSupplier nanoTime) {
    this.mostOfOne = mostOfOne;
    this.mostOfAll = mostOfAll;
    this.free = new Semaphore(mostOfAll);
    this.nanoTime = nanoTime;
  }

  /** How a body ended. */
  enum End {
    WHOLE,
    TOO_LARGE,
    /** The connection ended first, or what came was no body in HTTP's sense. */
    CUT_SHORT,
    TOO_SLOW
  }

  /**
   * What was read.
   *
   * @param bytes no more than the limit
   */
  record Body(ByteBuffer bytes, End end) {}

  /**
   * Reads a body and works with it; its bytes count until the work is done.
   *
   * @throws OverloadedException if the bodies at hand leave no room for it
   */
  <T> T read(InputStream input, Function<Body, T> work) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      End end = fill(bytes, input);
      return work.apply(new Body(ByteBuffer.wrap(bytes.toByteArray()), end));
    } finally {
      free.release(bytes.size());
    }
  }

  private End fill(ByteArrayOutputStream bytes, InputStream input) {
    long begin = nanoTime.getAsLong();
    byte[] piece = new byte[PIECE];
    try {
      for (int read = input.read(piece); read >= 0; read = input.read(piece)) {
        if (read > mostOfOne - bytes.size()) {
          keep(bytes, piece, mostOfOne - bytes.size());
          return End.TOO_LARGE;
        }
        keep(bytes, piece, read);
        if (nanoTime.getAsLong() - begin > LONGEST.toNanos()) {
          return End.TOO_SLOW;
        }
      }
      return End.WHOLE;
    } catch (IOException e) {
      return End.CUT_SHORT;
    }
  }

  private void keep(ByteArrayOutputStream bytes, byte[] piece, int length) {
    if (!free.tryAcquire(length)) {
      throw new OverloadedException(
          "The deliveries that are being taken in hold all of %d bytes".formatted(mostOfAll));
    }
    bytes.write(piece, 0, length);
  }
}
