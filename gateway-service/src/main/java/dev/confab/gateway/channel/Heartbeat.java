package dev.confab.gateway.channel;

import dev.confab.gateway.log.CommandLog;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Tells each shard in which this gateway has someone joined that the gateway lives.
///
/// A shard that did not hear of it for long has expired the connections, rightly or not: after a
/// silence they are announced again. Silence is measured in what the log has acknowledged, from one
/// sending to the next acknowledgement, so that it is never taken for shorter than the shard saw
/// it. Times are of `nanos`; `beat` is called by one thread.
final class Heartbeat {
  private final Channels channels;
  private final CommandLog commands;
  private final long silenceNanos;
  private final LongSupplier nanos;

  /// When the last heartbeat that is in the log was sent.
  private final Map<Integer, Long> written = new ConcurrentHashMap<>();

  private final Set<Integer> lapsed = ConcurrentHashMap.newKeySet();
  private long before;

  Heartbeat(Channels channels, CommandLog commands, Duration silence, LongSupplier nanos) {
    this.channels = channels;
    this.commands = commands;
    this.silenceNanos = silence.toNanos();
    this.nanos = nanos;
    this.before = nanos.getAsLong();
  }

  void beat() {
    long now = nanos.getAsLong();
    Set<Integer> joined = channels.joinedShards();
    written.keySet().retainAll(joined);
    lapsed.retainAll(joined);
    for (int shard : joined) {
      // A shard that is new here was joined after the last beat.
      long since = written.computeIfAbsent(shard, s -> before);
      boolean again = lapsed.remove(shard) || now - since > silenceNanos;
      if (again) {
        channels.opened(shard);
      }
      // What was announced stands before this heartbeat.
      commands.alive(shard, () -> written(shard, again ? now : since, now));
    }
    before = now;
  }

  private void written(int shard, long since, long sent) {
    if (written.replace(shard, sent) != null && nanos.getAsLong() - since > silenceNanos) {
      lapsed.add(shard);
    }
  }
}
