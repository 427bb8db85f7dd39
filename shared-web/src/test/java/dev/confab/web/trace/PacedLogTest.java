package dev.confab.web.trace;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PacedLogTest {
  private final Logger logger = new LoggerContext().getLogger("test");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private long now;
  private final PacedLog log = new PacedLog(logger, () -> now);

  @BeforeEach
  void start() {
    lines.start();
    logger.addAppender(lines);
  }

  @Test
  void aThousandOfAKindAreOneLineAndTheNextSaysHowMany() {
    for (int i = 0; i < 1_000; i++) {
      log.warn("Kafka is out of reach", new IllegalStateException("try " + i));
      log.info("A token was refused", "it has expired");
    }
    now += PacedLog.PAUSE.toNanos();
    log.warn("Kafka is out of reach", "again");

    assertThat(texts())
        .containsExactly(
            "Kafka is out of reach: java.lang.IllegalStateException: try 0",
            "A token was refused: it has expired",
            "Kafka is out of reach: again (and 999 more before)");
    assertThat(lines.list).allMatch(line -> line.getThrowableProxy() == null);
  }

  @Test
  void oneFaultDoesNotHideAnother() {
    for (int i = 0; i < 100; i++) {
      log.error("A request failed", here());
      log.error("A request failed", there());
      log.error("A request failed", new IllegalArgumentException("another type"));
    }

    assertThat(lines.list).hasSize(3).allMatch(line -> line.getThrowableProxy() != null);
  }

  private static IllegalStateException here() {
    return new IllegalStateException("here");
  }

  private static IllegalStateException there() {
    return new IllegalStateException("there");
  }

  private List<String> texts() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
