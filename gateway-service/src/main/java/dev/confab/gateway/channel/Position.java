package dev.confab.gateway.channel;

/// Up to where a client has a session's events: a seq in the log of that epoch.
public record Position(String epoch, long seq) {}
