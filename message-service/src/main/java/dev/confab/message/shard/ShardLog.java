package dev.confab.message.shard;

import dev.confab.message.domain.KeptWrite;
import dev.confab.message.domain.SessionState;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.log.LogPosition;
import dev.confab.schema.reply.Reply;
import dev.confab.schema.signal.Signal;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All that one shard knows of Kafka, so that a whole life of it also runs in a simulation.
///
/// Everything but {@link #append}, {@link #reply}, {@link #signal} and {@link #snapshot} returns
/// when it is done. Infrastructure trouble is thrown as `KafkaException`; the shard then closes and
/// opens again. Used by one thread at a time.
interface ShardLog extends AutoCloseable {
  /// Hears what became of what was sent, on any thread.
  interface Listener {
    /// In the order of the ordinals.
    void appended(long n);

    void appendFailed(String reason);

    void snapshotWritten();

    void snapshotFailed(RuntimeException failure);
  }

  /// Shuts former owners out of {@link #snapshot}.
  void fence();

  /// The sessions of the newest snapshots, and the checkpoint that covers them, `null` before the
  /// first.
  Stored stored();

  /// @param sessions may be changed by the caller
  record Stored(Map<SessionId, SessionState> sessions, @Nullable Checkpoint checkpoint) {}

  /// The newest checkpoint that anybody has written by now.
  @Nullable Checkpoint newestCheckpoint();

  /// The offset of the first record that `chat.events` still has.
  long eventsStart();

  /// The offset behind the last record of `chat.events`.
  long eventsEnd();

  /// Reads `chat.events` from `from` to its end as it is now; returns the offset behind what was
  /// read.
  long readEvents(long from, Consumer<Entry> reader);

  /// Where deciding can go on in `chat.commands`: at `wanted`, or at the start of the log if that
  /// is later. Throws {@link ShardFault} if commands are missing that must be decided.
  long commandsFrom(long wanted);

  /// Up to where commands may have had events that were lost with an older log; 0 where none was.
  long repeatedCommandsBefore();

  /// The last seq of each session in the snapshots; only during an opening.
  Map<SessionId, Long> snapshotSeqs();

  /// The opening is done: what only it needs is let go.
  void endOpening();

  /// The highest term that anybody claimed for this shard, 0 if nobody did.
  long highestClaim();

  void claim(long term, String owner);

  /// Adds to the claim where the marker is.
  void declareOpened(long term, String owner, long markerOffset);

  void markReplies(long term, String owner);

  void markEvents(long term, String owner);

  /// Sends a record to `chat.events`; what came of it is reported later, in order, to the shard's
  /// {@link Shard#appended} or {@link Shard#appendFailed}.
  void append(Append record);

  /// @param event `null` for a progress record
  /// @param kept what a progress record keeps, if anything
  record Append(
      LogPosition position,
      long commandOffset,
      EventForm.@Nullable Sound event,
      @Nullable KeptWrite kept,
      @Nullable String origin,
      @Nullable String bodyHash) {}

  /// A failure is reported like that of an append.
  void reply(LogPosition position, String origin, Reply reply);

  void signal(Signal signal);

  /// Only tells: what the command would have become must not be in the log, and is not.
  void unsound(Asked.Sound asked, String reason);

  /// Puts it among the dead letters, beside everything else: a letter that fails is only told.
  void bury(Asked.Garbage garbage);

  /// The same for a command that could not be decided, which is a bug.
  void bury(Asked.Sound asked, RuntimeException failure);

  /// Begins to write session states and checkpoint in one transaction, behind the snapshot before,
  /// for which it waits. Throws what made that one fail: `KafkaException` if somebody has fenced
  /// this owner.
  void snapshot(Collection<SessionState> sessions, Checkpoint checkpoint);

  /// Whether the snapshot before is written: another one waits for no other shard's then.
  boolean takesSnapshot();

  /// What is still under way may land or not.
  @Override
  void close();
}
