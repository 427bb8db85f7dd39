package dev.confab.message.domain;

import dev.confab.schema.id.MessageId;

/// What must be looked up before a command can be decided: a message that the session has
/// forgotten. An archive can answer once it holds the session's events up to `neededSeq`.
public record ArchiveQuestion(MessageId message, long neededSeq) {}
