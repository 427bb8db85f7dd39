package dev.confab.message.domain;

import dev.confab.schema.id.CommandId;
import java.time.Instant;

/// A write that a sender gave a key to: which event it became, and a hash of what it asked.
public record Remembered(CommandId commandId, long seq, Instant at, String bodyHash) {}
