package dev.confab.gateway.channel;

import dev.confab.gateway.log.CommandLog;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// The one schedule of all channels: heartbeats to their shards, and an end for those that nobody
/// came back to. It starts before the sockets and stops after them.
public final class Upkeep implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
  private static final int BEHIND_THE_LOG = 1;

  private static final long EXPIRY_MILLIS = 1_000;

  private final Channels channels;
  private final LongSupplier nanos;
  private final Heartbeat heartbeat;
  private final Duration interval;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("gateway-upkeep").daemon().factory());
  private volatile boolean running;

  /// `silence`: after which a shard may have expired this gateway; more than the interval.
  public Upkeep(
      Channels channels,
      CommandLog commands,
      Duration interval,
      Duration silence,
      LongSupplier nanos) {
    this.channels = channels;
    this.nanos = nanos;
    this.heartbeat = new Heartbeat(channels, commands, silence, nanos);
    this.interval = interval;
  }

  @Override
  public void start() {
    running = true;
    long millis = interval.toMillis();
    var _ =
        schedule.scheduleAtFixedRate(
            () -> attempt(heartbeat::beat), millis, millis, TimeUnit.MILLISECONDS);
    var _ =
        schedule.scheduleWithFixedDelay(
            () -> attempt(() -> channels.expire(nanos.getAsLong())),
            EXPIRY_MILLIS,
            EXPIRY_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /// A fault must not end the schedule.
  private static void attempt(Runnable chore) {
    try {
      chore.run();
    } catch (RuntimeException e) {
      log.error("The channels could not be looked after", e);
    }
  }

  @Override
  public void stop() {
    running = false;
    schedule.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return BEHIND_THE_LOG;
  }
}
