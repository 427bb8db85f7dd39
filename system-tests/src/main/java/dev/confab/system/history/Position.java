package dev.confab.system.history;

/// Up to where a client has seen a session's log.
public record Position(String epoch, long seq) {}
