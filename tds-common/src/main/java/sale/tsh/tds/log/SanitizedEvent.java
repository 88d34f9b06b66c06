package sale.tsh.tds.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** A log event whose message and exceptions are {@link SanitizedText}. */
record SanitizedEvent(ILoggingEvent event) implements ILoggingEvent {

  /**
   * Reports of Spring Boot, such as that of a failed start, have several lines. They contain no
   * text of callers.
   */
  private static final List<String> REPORTS =
      List.of(
          "org.springframework.boot.diagnostics.",
          "org.springframework.boot.autoconfigure.logging.");

  /** Whether the event contains no text that a caller chose. */
  static boolean isOurs(ILoggingEvent event) {
    return REPORTS.stream().anyMatch(event.getLoggerName()::startsWith);
  }

  @Override
  public String getFormattedMessage() {
    return SanitizedText.of(String.valueOf(event.getFormattedMessage()));
  }

  @Override
  public @Nullable IThrowableProxy getThrowableProxy() {
    return Thrown.of(event.getThrowableProxy());
  }

  @Override
  public String getThreadName() {
    return event.getThreadName();
  }

  @Override
  public Level getLevel() {
    return event.getLevel();
  }

  @Override
  public String getMessage() {
    return event.getMessage();
  }

  @Override
  public Object @Nullable [] getArgumentArray() {
    return event.getArgumentArray();
  }

  @Override
  public String getLoggerName() {
    return event.getLoggerName();
  }

  @Override
  public LoggerContextVO getLoggerContextVO() {
    return event.getLoggerContextVO();
  }

  @Override
  public StackTraceElement[] getCallerData() {
    return event.getCallerData();
  }

  @Override
  public boolean hasCallerData() {
    return event.hasCallerData();
  }

  @Override
  public @Nullable List<Marker> getMarkerList() {
    return event.getMarkerList();
  }

  @Override
  public Map<String, String> getMDCPropertyMap() {
    return event.getMDCPropertyMap();
  }

  @Override
  @SuppressWarnings("deprecation") // The interface still requires it.
  public Map<String, String> getMdc() {
    return event.getMdc();
  }

  @Override
  public long getTimeStamp() {
    return event.getTimeStamp();
  }

  @Override
  public int getNanoseconds() {
    return event.getNanoseconds();
  }

  @Override
  public Instant getInstant() {
    return event.getInstant();
  }

  @Override
  public long getSequenceNumber() {
    return event.getSequenceNumber();
  }

  @Override
  public @Nullable List<KeyValuePair> getKeyValuePairs() {
    return event.getKeyValuePairs();
  }

  @Override
  public void prepareForDeferredProcessing() {
    event.prepareForDeferredProcessing();
  }

  private record Thrown(IThrowableProxy thrown) implements IThrowableProxy {

    static @Nullable IThrowableProxy of(@Nullable IThrowableProxy thrown) {
      return thrown == null ? null : new Thrown(thrown);
    }

    @Override
    public @Nullable String getMessage() {
      return harmless(thrown.getMessage());
    }

    @Override
    public @Nullable String getOverridingMessage() {
      return harmless(thrown.getOverridingMessage());
    }

    @Override
    public String getClassName() {
      return thrown.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
      return thrown.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
      return thrown.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
      return of(thrown.getCause());
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
      return Stream.of(thrown.getSuppressed()).map(Thrown::new).toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
      return thrown.isCyclic();
    }

    private static @Nullable String harmless(@Nullable String text) {
      return text == null ? null : SanitizedText.of(text);
    }
  }
}
