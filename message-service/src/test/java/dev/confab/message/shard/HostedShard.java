package dev.confab.message.shard;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/// A shard's life in a simulated process: handles one message when it is told to.
final class HostedShard implements ShardHost.Life {
  private record Later(long at, ShardMessage message) {}

  final int shard;
  private final Installation installation;
  private final ShardLife life;
  private final Deque<ShardMessage> messages = new ArrayDeque<>();
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparingLong(Later::at));
  private boolean ended;
  private long frozenUntil;

  HostedShard(Installation installation, int shard, ShardLife.Readers readers) {
    this.installation = installation;
    this.shard = shard;
    this.life = installation.life(shard, readers, this);
  }

  /// Returns false if there is nothing to do.
  boolean step() {
    while (!later.isEmpty() && later.element().at() <= installation.now()) {
      messages.add(later.remove().message());
    }
    if (ended || messages.isEmpty() || installation.now() < frozenUntil) {
      return false;
    }
    ended = !life.handle(messages.remove());
    return true;
  }

  /// As a call to a broker that does not answer.
  void freeze(Duration length) {
    frozenUntil = installation.now() + length.toNanos();
  }

  @Override
  public void post(ShardMessage message) {
    messages.add(message);
  }

  @Override
  public void postLater(ShardMessage message, Duration delay) {
    later.add(new Later(installation.now() + delay.toNanos(), message));
  }

  @Override
  public ShardStatus status() {
    return life.status();
  }

  @Override
  public int backlog() {
    return messages.size();
  }

  @Override
  public boolean hasRoom() {
    return life.hasRoom();
  }

  @Override
  public void tick() {
    life.tick();
  }

  @Override
  public void stop() {
    post(new ShardMessage.Stop());
  }

  @Override
  public boolean hasEnded() {
    return ended;
  }
}
