package dev.confab.history.trace;

import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import java.util.List;

/// The way of one message, in the order in which it goes.
///
/// @param shard the partition of every topic on its way
/// @param epoch of the log that the offsets belong to
public record Trace(
    MessageId messageId, SessionId sessionId, long seq, int shard, String epoch, List<Hop> hops) {}
