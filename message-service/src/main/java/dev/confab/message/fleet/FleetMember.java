package dev.confab.message.fleet;

import dev.confab.web.kafka.KafkaConnection;
import dev.confab.web.kafka.ReadingTrouble;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This process among the other message-services, on a thread of its own.
public final class FleetMember implements Ownership {
  private static final Logger LOG = LoggerFactory.getLogger(FleetMember.class);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final FleetLog log;
  private final Leashes leashes = new Leashes();
  private final Supplier<@Nullable String> address;
  private final int shards;
  private final ReadingTrouble trouble = new ReadingTrouble("the other message-services");
  private volatile @Nullable Membership membership;
  private volatile @Nullable Thread thread;
  private volatile boolean ended;

  /// @param address host and port at which this process accepts connections, asked for once it
  ///   starts; `null` if it accepts none
  public FleetMember(KafkaConnection connection, Supplier<@Nullable String> address) {
    this.log = new KafkaFleetLog(connection);
    this.shards = connection.partitions();
    this.address = address;
  }

  @Override
  public void start(Runnable changed) {
    Membership part =
        new Membership(
            log,
            shards,
            Rhythm.DEFAULT,
            () -> UUID.randomUUID().toString(),
            address.get(),
            leashes::isBroken,
            System::nanoTime);
    membership = part;
    thread = Thread.ofPlatform().name("fleet").start(() -> run(part, changed));
  }

  private void run(Membership part, Runnable changed) {
    try (log;
        leashes) {
      while (!ended) {
        Roll before = part.roll();
        try {
          part.step();
          leashes.hold(part.others());
          trouble.over();
        } catch (KafkaException e) {
          trouble.met(e);
          Thread.sleep(PAUSE);
        } catch (RuntimeException e) {
          // A bug; without this thread nobody here would take over any more.
          LOG.error("a step among the message-services failed", e);
          Thread.sleep(PAUSE);
        }
        if (!part.roll().equals(before)) {
          changed.run();
        }
      }
      part.sayGoodbye();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KafkaException e) {
      // The others miss it.
      trouble.met(e);
    }
  }

  @Override
  public Roll roll() {
    Membership part = membership;
    return part == null ? Roll.OUT : part.roll();
  }

  @Override
  public void holds(Set<Integer> shards) {
    Membership part = membership;
    if (part != null && part.holds(shards)) {
      log.wake();
    }
  }

  @Override
  public void leave() {
    Membership part = membership;
    if (part != null) {
      part.leave();
      log.wake();
    }
  }

  @Override
  public @Nullable String trouble() {
    return trouble.reason();
  }

  /// Says a last time what it holds.
  @Override
  public void close() {
    ended = true;
    log.wake();
    Thread running = thread;
    if (running == null) {
      log.close();
      return;
    }
    try {
      running.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
