package dev.confab.gateway.log;

import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.event.Event;
import dev.confab.schema.reply.Reply;

/// What became of a command.
public sealed interface Outcome {
  /// It is an event, durable and final.
  final class Accepted implements Outcome {
    private final long seq;
    private final byte[] json;

    public Accepted(long seq, byte[] json) {
      this.seq = seq;
      this.json = json;
    }

    public long seq() {
      return seq;
    }

    /// Decoded on each call: most who ask for an outcome only need the seq. Throws
    /// `IllegalStateException` if the log holds what is no event.
    public Event event() {
      try {
        return Json.decode(json, Event.class);
      } catch (MalformedException e) {
        throw new IllegalStateException("an accepted record is no event", e);
      }
    }
  }

  /// It became no event, and this is the shard's answer.
  record Replied(Reply reply) implements Outcome {}

  /// Nothing is known: it may have been accepted, or may yet be. Only a repeat with the same key
  /// tells.
  record Unavailable() implements Outcome {}
}
