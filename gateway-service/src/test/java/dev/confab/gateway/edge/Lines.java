package dev.confab.gateway.edge;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/// What is logged meanwhile: warnings, errors, and whatever has a stack.
final class Lines extends AppenderBase<ILoggingEvent> {
  private static final Logger ALL =
      (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  private final List<String> lines = new ArrayList<>();

  static Lines listen() {
    Lines lines = new Lines();
    lines.start();
    ALL.addAppender(lines);
    return lines;
  }

  @Override
  protected synchronized void append(ILoggingEvent line) {
    if (line.getLevel().isGreaterOrEqual(Level.WARN) || line.getThrowableProxy() != null) {
      lines.add(line.toString());
    }
  }

  /// Ends the listening and gives the lines.
  List<String> end() {
    ALL.detachAppender(this);
    synchronized (this) {
      return List.copyOf(lines);
    }
  }
}
