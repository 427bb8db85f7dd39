package dev.confab.message.shard;

import dev.confab.schema.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/// Owns this process's share of the shards: a member of the consumer group of `chat.commands`, with
/// one actor for each partition that the group assigns. The group says who may open a shard; whose
/// records count, only the log says.
public final class ShardHost implements SmartLifecycle {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration GRACE = Duration.ofSeconds(3);

  /// Messages that may wait for a shard before its partition is paused.
  private static final int BACKLOG = 64;

  private final ShardActor.Surroundings surroundings;
  private final KafkaConsumer<byte @Nullable [], byte @Nullable []> commands;
  private final TailReader tails;
  private final Map<Integer, Share> shares = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Runnable> requests = new ConcurrentLinkedQueue<>();
  private final ReadingTrouble trouble = new ReadingTrouble("commands");
  private volatile boolean running;
  private volatile boolean joined;
  private volatile @Nullable Thread commandThread;
  private volatile @Nullable Thread tailThread;

  ShardHost(ShardActor.Surroundings surroundings) {
    this.surroundings = surroundings;
    this.tails = new TailReader(surroundings.clients().connection());
    this.commands =
        new KafkaConsumer<>(
            surroundings
                .clients()
                .connection()
                .client(
                    Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "confab-message",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        6_000,
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        200,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        1_000,
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName())),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /// One owned partition. `opening` is that of the actor whose batches are read now, 0 before any.
  private static final class Share {
    final ShardActor actor;
    final ShardRecords records;
    final ShardSpans spans;
    long opening;
    boolean wantsToOpen = true;

    Share(ShardActor actor, ShardRecords records, ShardSpans spans) {
      this.actor = actor;
      this.records = records;
      this.spans = spans;
    }
  }

  /// The state of every shard that this process owns, by partition.
  public Map<Integer, ShardStatus> statuses() {
    Map<Integer, ShardStatus> statuses = new TreeMap<>();
    shares.forEach((partition, share) -> statuses.put(partition, share.actor.status()));
    return statuses;
  }

  /// Whether commands and tails are being read: a thread that ended on an error does not come back.
  public boolean isReading() {
    Thread ofCommands = commandThread;
    Thread ofTails = tailThread;
    return ofCommands != null && ofCommands.isAlive() && ofTails != null && ofTails.isAlive();
  }

  /// What keeps commands or tails from being read at the moment, `null` if nothing does.
  public @Nullable String trouble() {
    String ofCommands = trouble.reason();
    return ofCommands == null ? tails.trouble() : ofCommands;
  }

  /// Whether the group has given this process a share yet; an empty one counts.
  public boolean hasJoined() {
    return joined;
  }

  @Override
  public void start() {
    running = true;
    tailThread = Thread.ofPlatform().name("shard-tails").start(tails);
    commandThread = Thread.ofPlatform().name("shard-commands").start(this::run);
  }

  @Override
  public void stop() {
    running = false;
    commands.wakeup();
    try {
      if (commandThread != null) {
        commandThread.join(GRACE.multipliedBy(2));
      }
      tails.stop();
      if (tailThread != null) {
        tailThread.join(GRACE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    surroundings.clients().close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    commands.subscribe(List.of(Topics.COMMANDS.name()), new Rebalances());
    while (running) {
      try {
        round();
        trouble.over();
      } catch (WakeupException e) {
        // A request waits, or the end has come.
      } catch (KafkaException e) {
        trouble.met(e);
        pause();
      }
    }
    end(List.copyOf(shares.keySet()), true);
    commands.close();
  }

  private void round() {
    for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
      request.run();
    }
    throttle();
    shares.values().forEach(share -> share.actor.tick());
    ConsumerRecords<byte @Nullable [], byte @Nullable []> records = commands.poll(POLL);
    for (TopicPartition place : records.partitions()) {
      Share share = shares.get(place.partition());
      if (share != null) {
        share.actor.commands(share.opening, decode(share, records.records(place)));
      }
    }
    letOpen();
  }

  private static List<Asked> decode(
      Share share, List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records) {
    List<Asked> batch = new ArrayList<>(records.size());
    for (ConsumerRecord<byte @Nullable [], byte @Nullable []> record : records) {
      share.spans.take(record);
      batch.add(share.records.command(record));
    }
    return batch;
  }

  /// Only behind a poll that went well is it sure that the shares are still this process's.
  private void letOpen() {
    for (Share share : shares.values()) {
      if (share.wantsToOpen) {
        share.wantsToOpen = false;
        share.actor.open();
      }
    }
  }

  private void throttle() {
    for (Map.Entry<Integer, Share> entry : shares.entrySet()) {
      TopicPartition place = place(entry.getKey());
      Share share = entry.getValue();
      if (share.opening > 0) {
        boolean full = share.actor.backlog() > BACKLOG;
        if (full && !commands.paused().contains(place)) {
          commands.pause(Set.of(place));
        } else if (!full && commands.paused().contains(place)) {
          commands.resume(Set.of(place));
        }
      }
    }
  }

  private void request(Runnable request) {
    requests.add(request);
    commands.wakeup();
  }

  private void end(Collection<Integer> partitions, boolean graceful) {
    List<Share> ending = new ArrayList<>();
    for (Integer partition : partitions) {
      Share share = shares.remove(partition);
      if (share != null) {
        share.actor.stop(graceful);
        ending.add(share);
      }
    }
    try {
      for (Share share : ending) {
        share.actor.awaitEnd(GRACE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Their tails are read until here, so that what they sent is seen before the last snapshot.
    partitions.forEach(tails::forget);
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(200));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static TopicPartition place(int partition) {
    return new TopicPartition(Topics.COMMANDS.name(), partition);
  }

  private final class Rebalances implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> places) {
      joined = true;
      for (TopicPartition place : places) {
        // Where deciding goes on is known when the shard is open; until then nothing is fetched.
        commands.seek(place, 0);
        commands.pause(Set.of(place));
        ShardActor actor = new ShardActor(place.partition(), surroundings, new Requests());
        int partitions = surroundings.clients().partitions();
        shares.put(
            place.partition(),
            new Share(
                actor,
                new ShardRecords(place.partition(), partitions),
                surroundings.clients().spans(place.partition())));
        Thread.ofVirtual().name("shard-" + place.partition()).start(actor);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> places) {
      end(places.stream().map(TopicPartition::partition).toList(), true);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> places) {
      end(places.stream().map(TopicPartition::partition).toList(), false);
    }
  }

  /// What actors ask for, done on the thread that owns the consumer.
  private final class Requests implements ShardActor.Readers {
    @Override
    public void start(int partition, long opening, long commandsFrom, long eventsFrom) {
      Share share = shares.get(partition);
      if (share == null) {
        return;
      }
      tails.follow(partition, eventsFrom, opening, share.actor);
      request(() -> {
        if (shares.get(partition) == share) {
          share.opening = opening;
          commands.seek(place(partition), commandsFrom);
          commands.resume(Set.of(place(partition)));
        }
      });
    }

    @Override
    public void closed(int partition) {
      Share share = shares.get(partition);
      request(() -> {
        if (share != null && shares.get(partition) == share) {
          share.opening = 0;
          commands.pause(Set.of(place(partition)));
          share.wantsToOpen = true;
        }
      });
    }
  }
}
