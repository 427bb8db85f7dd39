package dev.confab.analytics.count;

import dev.confab.streams.RocksMemory;
import java.time.Duration;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.context.SmartLifecycle;

/// Starts counting with the context and stops it behind the web server.
final class CountLifecycle implements SmartLifecycle {
  private static final Duration CLOSING = Duration.ofSeconds(8);

  private final KafkaStreams streams;
  private final RocksMemory memory;
  private volatile boolean running;

  CountLifecycle(KafkaStreams streams, RocksMemory memory) {
    this.streams = streams;
    this.memory = memory;
  }

  @Override
  public void start() {
    streams.start();
    running = true;
  }

  @Override
  public void stop() {
    // Leaving at once lets the next instance, or this one's next start, begin without a wait.
    streams.close(
        CloseOptions.timeout(CLOSING)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
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
