package sale.tsh.tds.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each log event from starting further lines. Messages contain text that callers chose, such
 * as a path, which could otherwise look like another event.
 */
final class LineEncoder extends EncoderBase<ILoggingEvent> {

  private final Encoder<ILoggingEvent> text;

  LineEncoder(Encoder<ILoggingEvent> text) {
    this.text = text;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return text.encode(SanitizedEvent.isOurs(event) ? event : new SanitizedEvent(event));
  }

  @Override
  public byte @Nullable [] headerBytes() {
    return text.headerBytes();
  }

  @Override
  public byte @Nullable [] footerBytes() {
    return text.footerBytes();
  }
}
