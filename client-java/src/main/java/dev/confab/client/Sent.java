package dev.confab.client;

import dev.confab.schema.id.MessageId;

/// The place that a write has in its session's log, for ever.
public record Sent(MessageId messageId, long seq) {}
