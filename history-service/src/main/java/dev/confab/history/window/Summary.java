package dev.confab.history.window;

import java.time.Instant;

/// What the timeline knows of a session without looking at its messages.
///
/// Of what is at or above `messagesFrom` and `eventsFrom` the window holds everything; of what is
/// below it holds nothing.
///
/// @param offset where on the partition the last event was
/// @param messageCount messages that exist
/// @param held how many of them are in the window
/// @param clearedUpTo no message up to this seq exists
/// @param olderChangedAt seq of the last event that deleted a message, or changed one that is below
///   the window now; 0 if none did
public record Summary(
    Standing standing,
    long lastSeq,
    long offset,
    Instant updatedAt,
    long messageCount,
    long held,
    long messagesFrom,
    long eventsFrom,
    long clearedUpTo,
    long olderChangedAt) {

  /// How far the timeline can speak for a session.
  public enum Standing {
    /// The window and the counts are right.
    WHOLE,
    /// Events before the first one seen are missing: only the archive can speak.
    PARTIAL,
    /// It was deleted, and nothing follows.
    DELETED
  }

  /// A session before its first event.
  public static Summary empty(Instant at) {
    return new Summary(Standing.WHOLE, 0, -1, at, 0, 0, 1, 1, 0, 0);
  }

  /// A session of which only the archive can tell.
  public static Summary only(Standing standing, long lastSeq, long offset, Instant at) {
    return new Summary(standing, lastSeq, offset, at, 0, 0, lastSeq + 1, lastSeq + 1, 0, lastSeq);
  }

  /// Messages that exist below the window.
  public long older() {
    return messageCount - held;
  }

  /// The seq that the archive must have reached before it can be believed about messages below the
  /// window.
  public long archiveNeeds() {
    return Math.max(messagesFrom - 1, olderChangedAt);
  }

  public Summary after(long seq, long at, Instant time) {
    return new Summary(
        standing,
        seq,
        at,
        time,
        messageCount,
        held,
        messagesFrom,
        eventsFrom,
        clearedUpTo,
        olderChangedAt);
  }

  public Summary withMessages(long count, long inWindow) {
    return new Summary(
        standing,
        lastSeq,
        offset,
        updatedAt,
        count,
        inWindow,
        messagesFrom,
        eventsFrom,
        clearedUpTo,
        olderChangedAt);
  }

  public Summary withFloors(long messages, long events) {
    return new Summary(
        standing,
        lastSeq,
        offset,
        updatedAt,
        messageCount,
        held,
        messages,
        events,
        clearedUpTo,
        olderChangedAt);
  }

  public Summary withCleared(long upTo) {
    return new Summary(
        standing,
        lastSeq,
        offset,
        updatedAt,
        messageCount,
        held,
        Math.max(messagesFrom, upTo + 1),
        eventsFrom,
        Math.max(clearedUpTo, upTo),
        olderChangedAt);
  }

  public Summary withOlderChanged(long seq) {
    return new Summary(
        standing,
        lastSeq,
        offset,
        updatedAt,
        messageCount,
        held,
        messagesFrom,
        eventsFrom,
        clearedUpTo,
        Math.max(olderChangedAt, seq));
  }
}
