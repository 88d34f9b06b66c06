package sale.tsh.tds.api.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import sale.tsh.tds.api.http.OverloadedException;

/**
 * Limits the size and duration of one body and the total memory of all bodies being read. Bodies
 * are read by hand because the signature needs their bytes, and the limits must hold whatever the
 * headers claim. A body that has not arrived yet takes only one small buffer.
 */
final class BoundedBodyReader {

  /** The longest time a body may take. Real senders need less than a second. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  private static final int PIECE = 8 * 1024;

  private final int mostOfOne;
  private final int mostOfAll;
  private final Semaphore free;
  private final LongSupplier nanoTime;

  /**
   * @param mostOfOne the limit of one body, in bytes
   * @param mostOfAll the memory for all bodies together, in bytes
   * @param nanoTime a monotonic clock such as {@link System#nanoTime()}
   */
  BoundedBodyReader(int mostOfOne, int mostOfAll, LongSupplier nanoTime) {
    this.mostOfOne = mostOfOne;
    this.mostOfAll = mostOfAll;
    this.free = new Semaphore(mostOfAll);
    this.nanoTime = nanoTime;
  }

  /** How the reading of a body ended. */
  enum End {
    WHOLE,
    TOO_LARGE,
    /** The connection ended first, or the bytes were not a valid body in HTTP. */
    CUT_SHORT,
    TOO_SLOW
  }

  /**
   * Reads a body and runs the work on its bytes, which are never more than the limit. The memory of
   * the body stays reserved until the work is done.
   *
   * @throws OverloadedException if the other bodies leave no room for this one
   */
  <T> T read(InputStream input, BiFunction<ByteBuffer, End, T> work) {
    MemoryReservation reserved = new MemoryReservation();
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      End end = fill(bytes, input, reserved);
      return work.apply(ByteBuffer.wrap(bytes.toByteArray()), end);
    } finally {
      free.release(reserved.memory);
    }
  }

  private End fill(ByteArrayOutputStream bytes, InputStream input, MemoryReservation reserved) {
    long begin = nanoTime.getAsLong();
    byte[] piece = new byte[PIECE];
    try {
      for (int read = input.read(piece); read >= 0; read = input.read(piece)) {
        if (read > mostOfOne - reserved.bytes) {
          keep(bytes, piece, mostOfOne - reserved.bytes, reserved);
          return End.TOO_LARGE;
        }
        keep(bytes, piece, read, reserved);
        if (nanoTime.getAsLong() - begin > LONGEST.toNanos()) {
          return End.TOO_SLOW;
        }
      }
      return End.WHOLE;
    } catch (IOException e) {
      return End.CUT_SHORT;
    }
  }

  private void keep(
      ByteArrayOutputStream bytes, byte[] piece, int length, MemoryReservation reserved) {
    int memory = reserved.tree.of(piece, length);
    if (!free.tryAcquire(memory)) {
      throw new OverloadedException(
          "The deliveries that are being taken in need all of %d bytes".formatted(mostOfAll));
    }
    reserved.memory += memory;
    reserved.bytes += length;
    bytes.write(piece, 0, length);
  }

  /** The memory that one body holds. */
  private static final class MemoryReservation {
    private final BodyMemory tree = new BodyMemory();
    private int bytes;
    private int memory;
  }
}
