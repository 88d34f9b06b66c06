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
 * many bytes together. One that has not yet come takes a piece of memory, whatever its length.
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
    Held held = new Held();
    try {
      return work.apply(read(input, held));
    } finally {
      free.release(held.bytes);
    }
  }

  private Body read(InputStream input, Held held) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    End end = fill(bytes, input, held);
    return new Body(ByteBuffer.wrap(bytes.toByteArray()), end);
  }

  private End fill(ByteArrayOutputStream bytes, InputStream input, Held held) {
    long begin = nanoTime.getAsLong();
    byte[] piece = new byte[PIECE];
    try {
      for (int read = input.read(piece); read >= 0; read = input.read(piece)) {
        if (read > mostOfOne - held.bytes) {
          keep(bytes, piece, mostOfOne - held.bytes, held);
          return End.TOO_LARGE;
        }
        keep(bytes, piece, read, held);
        if (nanoTime.getAsLong() - begin > LONGEST.toNanos()) {
          return End.TOO_SLOW;
        }
      }
      return End.WHOLE;
    } catch (IOException e) {
      return End.CUT_SHORT;
    }
  }

  private void keep(ByteArrayOutputStream bytes, byte[] piece, int length, Held held) {
    if (!free.tryAcquire(length)) {
      throw new OverloadedException(
          "The deliveries that are being taken in hold all of %d bytes".formatted(mostOfAll));
    }
    held.bytes += length;
    bytes.write(piece, 0, length);
  }

  /** How many bytes of all are one body's. */
  private static final class Held {
    private int bytes;
  }
}
