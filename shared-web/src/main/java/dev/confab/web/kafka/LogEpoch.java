package dev.confab.web.kafka;

/// The identity of the log that seqs belong to. Another epoch means that positions of this one are
/// void.
public record LogEpoch(String value) {}
