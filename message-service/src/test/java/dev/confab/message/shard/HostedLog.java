package dev.confab.message.shard;

import dev.confab.message.domain.SessionState;
import java.util.Collection;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// A {@link SimulatedLog} that tells its owner what became of appends, on a broker that refuses now
/// and then.
final class HostedLog extends SimulatedLog {
  private final Installation installation;
  private final int shard;
  private final Listener listener;

  HostedLog(Installation installation, int shard, Listener listener) {
    super(installation.world(shard));
    this.installation = installation;
    this.shard = shard;
    this.listener = listener;
  }

  private void ask() {
    if (installation.refuses(shard)) {
      throw new KafkaException("the broker refuses");
    }
  }

  @Override
  public void fence() {
    ask();
    super.fence();
  }

  @Override
  public Stored stored() {
    ask();
    return super.stored();
  }

  @Override
  public long readEvents(long from, Consumer<Entry> reader) {
    ask();
    return super.readEvents(from, reader);
  }

  @Override
  public @Nullable Checkpoint newestCheckpoint() {
    ask();
    return super.newestCheckpoint();
  }

  @Override
  public void claim(long term, String owner) {
    ask();
    super.claim(term, owner);
    installation.claimed(shard, term);
  }

  @Override
  public void markReplies(long term, String owner) {
    ask();
    super.markReplies(term, owner);
  }

  @Override
  public void markEvents(long term, String owner) {
    ask();
    super.markEvents(term, owner);
  }

  @Override
  public void snapshot(Collection<SessionState> states, Checkpoint checkpoint) {
    ask();
    super.snapshot(states, checkpoint);
    listener.snapshotWritten();
  }

  /// Something of what was sent lands, fails, or is lost.
  void network(int chance) {
    if (!replies.isEmpty() && chance % 3 == 0) {
      landReply();
    } else if (!events.isEmpty()) {
      if (!installation.refuses(shard)) {
        landEvent();
      } else if (chance % 2 == 0) {
        failEvent();
      } else {
        loseEvent();
      }
    }
    for (Long notice = notices.poll(); notice != null; notice = notices.poll()) {
      if (notice > 0) {
        listener.appended(notice);
      } else {
        listener.appendFailed("simulated");
      }
    }
  }

  boolean isEmpty() {
    return events.isEmpty() && replies.isEmpty();
  }
}
