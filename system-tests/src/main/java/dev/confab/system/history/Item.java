package dev.confab.system.history;

/// A message or event as a view shows it: its seq, and a digest of what the view says of it.
public record Item(long seq, String digest) {}
