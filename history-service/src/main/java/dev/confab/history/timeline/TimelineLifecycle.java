package dev.confab.history.timeline;

import dev.confab.streams.RocksMemory;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.context.SmartLifecycle;

/// Starts the streams with the context and stops them behind the web server.
final class TimelineLifecycle implements SmartLifecycle {
  private static final Duration CLOSING = Duration.ofSeconds(8);

  private final KafkaStreams streams;
  private final TimelineStreams timeline;
  private final RocksMemory memory;
  private volatile boolean running;

  TimelineLifecycle(KafkaStreams streams, TimelineStreams timeline, RocksMemory memory) {
    this.streams = streams;
    this.timeline = timeline;
    this.memory = memory;
  }

  @Override
  public void start() {
    streams.start();
    running = true;
  }

  @Override
  public void stop() {
    timeline.close(CLOSING);
    running = false;
    // Stores that a hanging broker keeps open still use the memory: better leaked than a crash.
    if (streams.state() == KafkaStreams.State.NOT_RUNNING) {
      memory.close();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return 0;
  }
}
