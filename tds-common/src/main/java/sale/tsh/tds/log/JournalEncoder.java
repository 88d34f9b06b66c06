package sale.tsh.tds.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Puts the priority before each line, including the lines of a stack trace. The journal takes every
 * line for a separate entry, so {@code journalctl -p err} then shows all lines of errors and
 * nothing else.
 */
final class JournalEncoder extends EncoderBase<ILoggingEvent> {

  private final Encoder<ILoggingEvent> text;

  JournalEncoder(Encoder<ILoggingEvent> text) {
    this.text = text;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    byte[] priority = priority(event.getLevel()).getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    boolean lineStarts = true;
    for (byte each : text.encode(event)) {
      if (lineStarts) {
        lines.writeBytes(priority);
      }
      lines.write(each);
      lineStarts = each == '\n';
    }
    return lines.toByteArray();
  }

  @Override
  public byte @Nullable [] headerBytes() {
    return text.headerBytes();
  }

  @Override
  public byte @Nullable [] footerBytes() {
    return text.footerBytes();
  }

  private static String priority(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> "<3>";
      case Level.WARN_INT -> "<4>";
      case Level.INFO_INT -> "<6>";
      default -> "<7>";
    };
  }
}
