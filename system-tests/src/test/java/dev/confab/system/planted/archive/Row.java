package dev.confab.system.planted.archive;

/// A target for a planted dependency.
public record Row(long seq) {}
