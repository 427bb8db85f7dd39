package dev.confab.message.shard;

import dev.confab.message.fleet.Ownership;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// This process's shards, from its start to its end: a thread that runs their host, with all that
/// it needs of Kafka. Thread-safe.
public final class ShardServer implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ShardServer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final ShardClients clients;
  private final Ownership ownership;
  private final KafkaCommands commands;
  private final TailFeed tails;
  private final ShardHost host;
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  ShardServer(ShardClients clients, Ownership ownership, ShardLife.Surroundings with) {
    this.clients = clients;
    this.ownership = ownership;
    this.commands = new KafkaCommands(clients);
    this.tails = new KafkaTails(clients.connection());
    this.host =
        new ShardHost(
            ownership,
            commands,
            tails,
            (shard, readers) -> {
              ShardActor actor = new ShardActor(shard, with, readers);
              Thread.ofVirtual().name("shard-" + shard).start(actor);
              return actor;
            },
            with.nanoTime());
  }

  /// The state of every shard that is open here or ought to be, by number.
  public Map<Integer, ShardStatus> statuses() {
    return host.statuses();
  }

  /// Whether commands and tails are being read: a thread that ended on an error does not come back.
  public boolean isReading() {
    Thread ofCommands = thread;
    return ofCommands != null && ofCommands.isAlive() && tails.isAlive();
  }

  /// What keeps this process from reading, or from knowing which shards are its own; `null` if
  /// nothing does.
  public @Nullable String trouble() {
    String ofHost = host.trouble();
    return ofHost == null ? ownership.trouble() : ofHost;
  }

  /// Whether it is known which shards are its own; none may be.
  public boolean hasJoined() {
    return ownership.roll().in();
  }

  @Override
  public void start() {
    running = true;
    tails.start();
    ownership.start(host::wake);
    thread = Thread.ofPlatform().name("shard-commands").start(this::run);
  }

  /// Lets go of all shards, each as soon as what it sent is in the log, and tells the others so.
  @Override
  public void stop() {
    running = false;
    host.leave();
    try {
      Thread last = thread;
      if (last != null) {
        last.join(PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ownership.close();
    tails.close();
    clients.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    long deadline = Long.MAX_VALUE;
    while (running || (!host.isEmpty() && System.nanoTime() < deadline)) {
      if (!running && deadline == Long.MAX_VALUE) {
        deadline = System.nanoTime() + PATIENCE.toNanos();
      }
      try {
        if (!host.round()) {
          pause();
        }
      } catch (RuntimeException e) {
        // A bug; the other rounds may go well.
        LOG.error("a round of the shards' host failed", e);
        pause();
      }
    }
    host.round();
    commands.close();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
